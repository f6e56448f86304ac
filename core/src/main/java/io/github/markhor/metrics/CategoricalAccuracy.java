package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * How often the largest prediction is at the largest label along the last axis; of several, the
 * first counts. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class">Keras:
 * CategoricalAccuracy</a>.
 */
public final class CategoricalAccuracy extends MeanMetric<CategoricalAccuracy> {
  private CategoricalAccuracy(String name) {
    super(name);
  }

  public static CategoricalAccuracy of() {
    return new CategoricalAccuracy("categorical_accuracy");
  }

  /** From Keras's config. */
  public static CategoricalAccuracy fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  public CategoricalAccuracy name(String name) {
    return new CategoricalAccuracy(name);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return matched.yTrue().argMax().equal(matched.yPred().argMax());
  }
}
