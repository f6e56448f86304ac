package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;

/**
 * The initial rate divided by 1 + decayRate · step / decaySteps. With a staircase, only whole
 * periods count. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/">Keras:
 * InverseTimeDecay</a>.
 */
public final class InverseTimeDecay extends EndlessDecay<InverseTimeDecay> {
  private InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate) {
    super(initialLearningRate, decaySteps, decayRate);
  }

  /** Without a staircase. */
  public static InverseTimeDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate);
  }

  /** From Keras's config. */
  public static InverseTimeDecay fromConfig(Config config) {
    return fromConfig(config, InverseTimeDecay::of);
  }

  @Override
  double left(double decayRate, double periods) {
    return 1 / (1 + decayRate * periods);
  }
}
