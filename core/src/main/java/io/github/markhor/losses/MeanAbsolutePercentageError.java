package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * The mean along the last axis of |label - prediction| / max(|label|, 1e-7), times 100. Where a
 * label is 0, the percentage is huge. See <a
 * href="https://keras.io/api/losses/regression_losses/#meanabsolutepercentageerror-class">Keras:
 * MeanAbsolutePercentageError</a>.
 */
public final class MeanAbsolutePercentageError extends AbstractLoss<MeanAbsolutePercentageError> {
  private MeanAbsolutePercentageError() {
    super("mean_absolute_percentage_error");
  }

  /** With Keras's defaults. */
  public static MeanAbsolutePercentageError of() {
    return new MeanAbsolutePercentageError();
  }

  /** From Keras's config. */
  public static MeanAbsolutePercentageError fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value size = yTrue.abs().max(KerasDefaults.EPSILON);
    return yTrue.sub(yPred).div(size).abs().mean(-1).mul(100);
  }
}
