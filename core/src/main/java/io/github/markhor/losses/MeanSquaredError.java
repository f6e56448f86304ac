package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of the squares of the differences along the last axis. See <a
 * href="https://keras.io/api/losses/regression_losses/#meansquarederror-class">Keras:
 * MeanSquaredError</a>.
 */
public final class MeanSquaredError extends AbstractLoss<MeanSquaredError> {
  private MeanSquaredError(String name, Reduction reduction) {
    super(name, reduction);
  }

  public static MeanSquaredError of() {
    return new MeanSquaredError("mean_squared_error", Reduction.SUM_OVER_BATCH_SIZE);
  }

  /** From Keras's config. */
  public static MeanSquaredError fromConfig(Config config) {
    return of().withCommon(config);
  }

  @Override
  protected MeanSquaredError with(String name, Reduction reduction) {
    return new MeanSquaredError(name, reduction);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return yPred.sub(yTrue).square().mean(-1);
  }
}
