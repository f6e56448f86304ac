package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;

/**
 * The initial rate times decayRate to the power of step / decaySteps. With a staircase, only whole
 * periods count. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/">Keras:
 * ExponentialDecay</a>.
 */
public final class ExponentialDecay extends EndlessDecay<ExponentialDecay> {
  private ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
    super(initialLearningRate, decaySteps, decayRate);
  }

  /** Without a staircase. */
  public static ExponentialDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new ExponentialDecay(initialLearningRate, decaySteps, decayRate);
  }

  /** From Keras's config. */
  public static ExponentialDecay fromConfig(Config config) {
    return fromConfig(config, ExponentialDecay::of);
  }

  @Override
  double left(double decayRate, double periods) {
    return Math.pow(decayRate, periods);
  }
}
