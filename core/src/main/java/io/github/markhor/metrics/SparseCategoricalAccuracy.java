package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * The share of samples whose largest prediction, along the last axis, is that of the label, a class
 * number. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class">Keras:
 * SparseCategoricalAccuracy</a>.
 */
public final class SparseCategoricalAccuracy extends MeanMetric<SparseCategoricalAccuracy> {
  private SparseCategoricalAccuracy() {
    super("sparse_categorical_accuracy");
  }

  /** Under Keras's name for it. */
  public static SparseCategoricalAccuracy of() {
    return new SparseCategoricalAccuracy();
  }

  /** From Keras's config. */
  public static SparseCategoricalAccuracy fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.sparse(yTrue, yPred);
    return matched.yTrue().equal(matched.yPred().argMax());
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }
}
