package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * The share of samples whose largest prediction is at the position of the largest label, along the
 * last axis; of equal ones, the first counts. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class">Keras:
 * CategoricalAccuracy</a>.
 */
public final class CategoricalAccuracy extends MeanMetric<CategoricalAccuracy> {
  private CategoricalAccuracy() {
    super("categorical_accuracy");
  }

  /** Under Keras's name for it. */
  public static CategoricalAccuracy of() {
    return new CategoricalAccuracy();
  }

  /** From Keras's config. */
  public static CategoricalAccuracy fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return matched.yTrue().argMax().equal(matched.yPred().argMax());
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }
}
