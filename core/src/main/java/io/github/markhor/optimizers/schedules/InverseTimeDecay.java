package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;

/**
 * The initial rate divided by 1 + decayRate · step / decaySteps. With a staircase, only whole
 * periods count. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/">Keras:
 * InverseTimeDecay</a>.
 */
public final class InverseTimeDecay extends EndlessDecay<InverseTimeDecay> {
  private InverseTimeDecay(Arguments arguments) {
    super(arguments);
  }

  /** Without a staircase. */
  public static InverseTimeDecay of(double initialLearningRate, int decaySteps, double decayRate) {
    return new InverseTimeDecay(
        new Arguments(initialLearningRate, decaySteps, decayRate, false, "InverseTimeDecay"));
  }

  /** From Keras's config. */
  public static InverseTimeDecay fromConfig(Config config) {
    return new InverseTimeDecay(Arguments.of(config));
  }

  @Override
  InverseTimeDecay with(Arguments arguments) {
    return new InverseTimeDecay(arguments);
  }

  @Override
  double left(double decayRate, double periods) {
    return 1 / (1 + decayRate * periods);
  }
}
