package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * The share of predictions that equal their labels exactly, averaged over the last axis. (The name
 * "accuracy" in {@code compile} means another metric: {@link Metrics#ACCURACY}.) See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#accuracy-class">Keras: Accuracy</a>.
 */
public final class Accuracy extends MeanMetric<Accuracy> {
  private Accuracy() {
    super("accuracy");
  }

  /** Under Keras's name for it. */
  public static Accuracy of() {
    return new Accuracy();
  }

  /** From Keras's config. */
  public static Accuracy fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return matched.yTrue().equal(matched.yPred());
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }
}
