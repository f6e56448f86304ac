package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of (log(label + 1) - log(prediction + 1))², both limited to at least
 * 1e-7 first: negative predictions get no gradient. See <a
 * href="https://keras.io/api/losses/regression_losses/#meansquaredlogarithmicerror-class">Keras:
 * MeanSquaredLogarithmicError</a>.
 */
public final class MeanSquaredLogarithmicError extends AbstractLoss<MeanSquaredLogarithmicError> {
  private MeanSquaredLogarithmicError() {
    super("mean_squared_logarithmic_error");
  }

  /** With Keras's defaults. */
  public static MeanSquaredLogarithmicError of() {
    return new MeanSquaredLogarithmicError();
  }

  /** From Keras's config. */
  public static MeanSquaredLogarithmicError fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return logarithm(yPred).sub(logarithm(yTrue)).square().mean(-1);
  }

  private static Value logarithm(Value x) {
    return x.max(KerasDefaults.EPSILON).add(1).log();
  }
}
