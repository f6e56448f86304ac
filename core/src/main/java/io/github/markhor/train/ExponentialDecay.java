package io.github.markhor.train;

import io.github.markhor.config.Config;

/**
 * The initial rate times decayRate to the power of step / decaySteps. With a staircase, only whole
 * periods count. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/">Keras:
 * ExponentialDecay</a>.
 */
public final class ExponentialDecay implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final double decayRate;
  private final boolean staircase;
  private final String name;

  private ExponentialDecay(
      double initialLearningRate,
      int decaySteps,
      double decayRate,
      boolean staircase,
      String name) {
    this.initialLearningRate = DecayChecks.rate("initialLearningRate", initialLearningRate);
    this.decaySteps = DecayChecks.steps("decaySteps", decaySteps);
    this.decayRate = DecayChecks.rate("decayRate", decayRate);
    this.staircase = staircase;
    this.name = name;
  }

  /** Without a staircase. */
  public static ExponentialDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new ExponentialDecay(
        initialLearningRate, decaySteps, decayRate, false, "ExponentialDecay");
  }

  /** From Keras's config. */
  public static ExponentialDecay fromConfig(Config config) {
    return new ExponentialDecay(
        config.requireDouble("initial_learning_rate"),
        config.requireInt("decay_steps"),
        config.requireDouble("decay_rate"),
        config.getBoolean("staircase", false),
        config.getString("name", "ExponentialDecay"));
  }

  /** Whether only whole periods count; default false. */
  public ExponentialDecay staircase(boolean staircase) {
    return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, staircase, name);
  }

  @Override
  public double at(long step) {
    double periods = DecayChecks.periods(step, decaySteps, staircase);
    return initialLearningRate * Math.pow(decayRate, periods);
  }

  @Override
  public String className() {
    return "ExponentialDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("decay_rate", decayRate)
        .with("staircase", staircase)
        .with("name", name);
  }
}
