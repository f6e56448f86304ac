package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * The root of the mean over all samples of the squared difference. See <a
 * href="https://keras.io/api/metrics/regression_metrics/#rootmeansquarederror-class">Keras:
 * RootMeanSquaredError</a>.
 */
public final class RootMeanSquaredError extends MeanMetric<RootMeanSquaredError> {
  private RootMeanSquaredError() {
    super("root_mean_squared_error");
  }

  /** Under Keras's name for it. */
  public static RootMeanSquaredError of() {
    return new RootMeanSquaredError();
  }

  /** From Keras's config. */
  public static RootMeanSquaredError fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return matched.yPred().sub(matched.yTrue()).square();
  }

  @Override
  public double result(Totals totals) {
    return Math.sqrt(super.result(totals));
  }

  @Override
  public Direction direction() {
    return Direction.DOWN;
  }
}
