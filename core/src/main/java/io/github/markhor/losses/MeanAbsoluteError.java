package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of the absolute differences along the last axis. See <a
 * href="https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class">Keras:
 * MeanAbsoluteError</a>.
 */
public final class MeanAbsoluteError extends AbstractLoss<MeanAbsoluteError> {
  private MeanAbsoluteError() {
    super("mean_absolute_error");
  }

  /** With Keras's defaults. */
  public static MeanAbsoluteError of() {
    return new MeanAbsoluteError();
  }

  /** From Keras's config. */
  public static MeanAbsoluteError fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    return yPred.sub(yTrue).abs().mean(-1);
  }
}
