package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * How often the largest prediction along the last axis is at the position that the label, a class
 * number, says. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class">Keras:
 * SparseCategoricalAccuracy</a>.
 */
public final class SparseCategoricalAccuracy extends MeanMetric<SparseCategoricalAccuracy> {
  private SparseCategoricalAccuracy(String name) {
    super(name);
  }

  public static SparseCategoricalAccuracy of() {
    return new SparseCategoricalAccuracy("sparse_categorical_accuracy");
  }

  /** From Keras's config. */
  public static SparseCategoricalAccuracy fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  public SparseCategoricalAccuracy name(String name) {
    return new SparseCategoricalAccuracy(name);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.sparse(yTrue, yPred);
    return matched.yTrue().equal(matched.yPred().argMax());
  }
}
