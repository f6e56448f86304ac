package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of the absolute differences along the last axis. See <a
 * href="https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class">Keras:
 * MeanAbsoluteError</a>.
 */
public final class MeanAbsoluteError extends AbstractLoss<MeanAbsoluteError> {
  private MeanAbsoluteError(String name, Reduction reduction) {
    super(name, reduction);
  }

  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError("mean_absolute_error", Reduction.SUM_OVER_BATCH_SIZE);
  }

  /** From Keras's config. */
  public static MeanAbsoluteError fromConfig(Config config) {
    return of().withCommon(config);
  }

  @Override
  protected MeanAbsoluteError with(String name, Reduction reduction) {
    return new MeanAbsoluteError(name, reduction);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return yPred.sub(yTrue).abs().mean(-1);
  }
}
