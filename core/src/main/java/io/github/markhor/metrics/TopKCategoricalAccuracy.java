package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * How often the label's class, the largest of one-hot labels along the last axis, is among the k
 * largest predictions; ties at the edge count. Default: k = 5. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class">Keras:
 * TopKCategoricalAccuracy</a>.
 */
public final class TopKCategoricalAccuracy extends MeanMetric<TopKCategoricalAccuracy> {
  private final int k;

  private TopKCategoricalAccuracy(String name, int k) {
    super(name);
    this.k = TopK.check(k);
  }

  /** With k = 5. */
  public static TopKCategoricalAccuracy of() {
    return of(5);
  }

  public static TopKCategoricalAccuracy of(int k) {
    return new TopKCategoricalAccuracy("top_k_categorical_accuracy", k);
  }

  /** From Keras's config. */
  public static TopKCategoricalAccuracy fromConfig(Config config) {
    return of(config.getInt("k", 5)).named(config);
  }

  @Override
  public TopKCategoricalAccuracy name(String name) {
    return new TopKCategoricalAccuracy(name, k);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return TopK.holds(matched.yTrue().argMax(), matched.yPred(), k);
  }

  @Override
  public Config config() {
    return super.config().with("k", k);
  }
}
