package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;

/**
 * From the initial rate to the end rate along a power of (1 - step / decaySteps); afterwards the
 * end rate, or with cycling a slower descent over the next multiple of decaySteps. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/">Keras:
 * PolynomialDecay</a>.
 */
public final class PolynomialDecay extends Immutable<PolynomialDecay>
    implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final String name;
  private double endLearningRate = 0.0001;
  private double power = 1;
  private boolean cycle;

  private PolynomialDecay(double initialLearningRate, int decaySteps, String name) {
    this.initialLearningRate = Require.notNegative("initialLearningRate", initialLearningRate);
    this.decaySteps = Require.positive("decaySteps", decaySteps);
    this.name = name;
  }

  /** A straight line down to the end rate 0.0001, without cycling. */
  public static PolynomialDecay of(double initialLearningRate, int decaySteps) {
    return new PolynomialDecay(initialLearningRate, decaySteps, "PolynomialDecay");
  }

  /** From Keras's config. */
  public static PolynomialDecay fromConfig(Config config) {
    PolynomialDecay decay =
        new PolynomialDecay(
            config.requireDouble("initial_learning_rate"),
            config.requireInt("decay_steps"),
            config.getString("name", "PolynomialDecay"));
    return decay
        .endLearningRate(config.getDouble("end_learning_rate", decay.endLearningRate))
        .power(config.getDouble("power", decay.power))
        .cycle(config.getBoolean("cycle", decay.cycle));
  }

  /** The rate at the end; default 0.0001. */
  public PolynomialDecay endLearningRate(double endLearningRate) {
    Require.notNegative("endLearningRate", endLearningRate);
    return with(copy -> copy.endLearningRate = endLearningRate);
  }

  /** The power of the remaining share of steps; default 1. */
  public PolynomialDecay power(double power) {
    Require.notNegative("power", power);
    return with(copy -> copy.power = power);
  }

  /** Whether to begin again after the end; default false. */
  public PolynomialDecay cycle(boolean cycle) {
    return with(copy -> copy.cycle = cycle);
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
