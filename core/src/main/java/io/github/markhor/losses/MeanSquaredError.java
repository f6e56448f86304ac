package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of the squares of the differences along the last axis. See <a
 * href="https://keras.io/api/losses/regression_losses/#meansquarederror-class">Keras:
 * MeanSquaredError</a>.
 */
public final class MeanSquaredError extends AbstractLoss<MeanSquaredError> {
  private MeanSquaredError() {
    super("mean_squared_error");
  }

  /** With Keras's defaults. */
  public static MeanSquaredError of() {
    return new MeanSquaredError();
  }

  /** From Keras's config. */
  public static MeanSquaredError fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return yPred.sub(yTrue).square().mean(-1);
  }
}
