package io.github.markhor.train;

import io.github.markhor.config.Config;

/**
 * The initial rate divided by 1 + decayRate · step / decaySteps. With a staircase, only whole
 * periods count. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/">Keras:
 * InverseTimeDecay</a>.
 */
public final class InverseTimeDecay implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final double decayRate;
  private final boolean staircase;
  private final String name;

  private InverseTimeDecay(
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
  public static InverseTimeDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new InverseTimeDecay(
        initialLearningRate, decaySteps, decayRate, false, "InverseTimeDecay");
  }

  /** From Keras's config. */
  public static InverseTimeDecay fromConfig(Config config) {
    return new InverseTimeDecay(
        config.requireDouble("initial_learning_rate"),
        config.requireInt("decay_steps"),
        config.requireDouble("decay_rate"),
        config.getBoolean("staircase", false),
        config.getString("name", "InverseTimeDecay"));
  }

  /** Whether only whole periods count; default false. */
  public InverseTimeDecay staircase(boolean staircase) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, staircase, name);
  }

  @Override
  public double at(long step) {
    double periods = DecayChecks.periods(step, decaySteps, staircase);
    return initialLearningRate / (1 + decayRate * periods);
  }

  @Override
  public String className() {
    return "InverseTimeDecay";
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
