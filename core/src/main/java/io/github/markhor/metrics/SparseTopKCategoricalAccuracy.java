package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * The share of samples whose label, a class number, is among the k largest predictions along the
 * last axis; ties for the last place count. Default: k = 5. Predictions may also be class numbers,
 * the most probable first: then the label has to be among the first k. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#sparsetopkcategoricalaccuracy-class">Keras:
 * SparseTopKCategoricalAccuracy</a>.
 */
public final class SparseTopKCategoricalAccuracy extends MeanMetric<SparseTopKCategoricalAccuracy> {
  private final int k;
  private boolean fromSortedIds;

  private SparseTopKCategoricalAccuracy(int k) {
    super("sparse_top_k_categorical_accuracy");
    this.k = TopK.check(k);
  }

  /** With k = 5. */
  public static SparseTopKCategoricalAccuracy of() {
    return of(5);
  }

  /** Whether the true class is among the {@code k} likeliest. */
  public static SparseTopKCategoricalAccuracy of(int k) {
    return new SparseTopKCategoricalAccuracy(k);
  }

  /** From Keras's config. */
  public static SparseTopKCategoricalAccuracy fromConfig(Config config) {
    return of(config.getInt("k", 5))
        .fromSortedIds(config.getBoolean("from_sorted_ids", false))
        .named(config);
  }

  /** Whether predictions are class numbers in the order of their probability; default false. */
  public SparseTopKCategoricalAccuracy fromSortedIds(boolean fromSortedIds) {
    return with(copy -> copy.fromSortedIds = fromSortedIds);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.sparse(yTrue, yPred);
    Value label = matched.yTrue();
    if (!fromSortedIds) {
      return TopK.holds(label, matched.yPred(), k);
    }
    int columns = yPred.shape().size(-1);
    float[] first = new float[columns];
    Arrays.fill(first, 0, Math.min(k, columns), 1);
    Value among = yPred.graph().constant(Type.float32(Shape.of(columns)), first);
    Value column = label.reshape(yPred.shape().with(-1, 1));
    return yPred.equal(column).mul(among).maxOver(-1);
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    Config config = super.config().with("k", k);
    return fromSortedIds ? config.with("from_sorted_ids", true) : config;
  }
}
