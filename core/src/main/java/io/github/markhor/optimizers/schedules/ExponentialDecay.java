package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;

/**
 * The initial rate times decayRate to the power of step / decaySteps. With a staircase, only whole
 * periods count. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/">Keras:
 * ExponentialDecay</a>.
 */
public final class ExponentialDecay extends EndlessDecay<ExponentialDecay> {
  private ExponentialDecay(Arguments arguments) {
    super(arguments);
  }

  /** Without a staircase. */
  public static ExponentialDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new ExponentialDecay(
        new Arguments(initialLearningRate, decaySteps, decayRate, false, "ExponentialDecay"));
  }

  /** From Keras's config. */
  public static ExponentialDecay fromConfig(Config config) {
    return new ExponentialDecay(Arguments.of(config));
  }

  @Override
  ExponentialDecay with(Arguments arguments) {
    return new ExponentialDecay(arguments);
  }

  @Override
  double left(double decayRate, double periods) {
    return Math.pow(decayRate, periods);
  }
}
