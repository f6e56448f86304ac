package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * The share of samples whose class is among the k largest predictions; ties for the last place
 * count. Labels are one-hot along the last axis. Default: k = 5. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class">Keras:
 * TopKCategoricalAccuracy</a>.
 */
public final class TopKCategoricalAccuracy extends MeanMetric<TopKCategoricalAccuracy> {
  private final int k;

  private TopKCategoricalAccuracy(int k) {
    super("top_k_categorical_accuracy");
    this.k = TopK.check(k);
  }

  /** With k = 5. */
  public static TopKCategoricalAccuracy of() {
    return of(5);
  }

  /** Whether the true class is among the {@code k} likeliest. */
  public static TopKCategoricalAccuracy of(int k) {
    return new TopKCategoricalAccuracy(k);
  }

  /** From Keras's config. */
  public static TopKCategoricalAccuracy fromConfig(Config config) {
    return of(config.getInt("k", 5)).named(config);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return TopK.holds(matched.yTrue().argMax(), matched.yPred(), k);
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    return super.config().with("k", k);
  }
}
