package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;

/**
 * From the initial to the end rate along (1 - step / decaySteps) to a power; afterwards the end
 * rate, or with cycling another descent over as many times decaySteps as the step needs. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/">Keras:
 * PolynomialDecay</a>.
 */
public final class PolynomialDecay implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final double endLearningRate;
  private final double power;
  private final boolean cycle;
  private final String name;

  private PolynomialDecay(
      double initialLearningRate,
      int decaySteps,
      double endLearningRate,
      double power,
      boolean cycle,
      String name) {
    this.initialLearningRate = Require.notNegative("initialLearningRate", initialLearningRate);
    this.decaySteps = Require.positive("decaySteps", decaySteps);
    this.endLearningRate = Require.notNegative("endLearningRate", endLearningRate);
    this.power = Require.notNegative("power", power);
    this.cycle = cycle;
    this.name = name;
  }

  /** A straight line down to the end rate 0.0001, without cycling. */
  public static PolynomialDecay of(double initialLearningRate, int decaySteps) {
    return new PolynomialDecay(
        initialLearningRate, decaySteps, 0.0001, 1, false, "PolynomialDecay");
  }

  /** From Keras's config. */
  public static PolynomialDecay fromConfig(Config config) {
    return new PolynomialDecay(
        config.requireDouble("initial_learning_rate"),
        config.requireInt("decay_steps"),
        config.getDouble("end_learning_rate", 0.0001),
        config.getDouble("power", 1),
        config.getBoolean("cycle", false),
        config.getString("name", "PolynomialDecay"));
  }

  /** The rate at the end; default 0.0001. */
  public PolynomialDecay endLearningRate(double endLearningRate) {
    return new PolynomialDecay(
        initialLearningRate, decaySteps, endLearningRate, power, cycle, name);
  }

  /** The power of the way that is left; default 1. */
  public PolynomialDecay power(double power) {
    return new PolynomialDecay(
        initialLearningRate, decaySteps, endLearningRate, power, cycle, name);
  }

  /** Whether to begin again after the end; default false. */
  public PolynomialDecay cycle(boolean cycle) {
    return new PolynomialDecay(
        initialLearningRate, decaySteps, endLearningRate, power, cycle, name);
  }

  @Override
  public double at(long step) {
    double cycles = cycle ? Math.max(1, Math.ceil((double) step / decaySteps)) : 1;
    double left = 1 - Math.min(1, step / (decaySteps * cycles));
    return (initialLearningRate - endLearningRate) * Math.pow(left, power) + endLearningRate;
  }

  @Override
  public String className() {
    return "PolynomialDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("end_learning_rate", endLearningRate)
        .with("power", power)
        .with("cycle", cycle)
        .with("name", name);
  }
}
