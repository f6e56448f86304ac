package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * The share of right answers to a yes-or-no question: predictions above the threshold (not at it)
 * are a yes. Averaged over the last axis. See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class">Keras:
 * BinaryAccuracy</a>.
 */
public final class BinaryAccuracy extends MeanMetric<BinaryAccuracy> {
  private final double threshold;

  private BinaryAccuracy(double threshold) {
    super("binary_accuracy");
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "Expected a threshold between 0 and 1. Received: threshold=" + threshold);
    }
    this.threshold = threshold;
  }

  /** With the threshold 0.5. */
  public static BinaryAccuracy of() {
    return of(0.5);
  }

  /** Counts a prediction above {@code threshold} as 1. */
  public static BinaryAccuracy of(double threshold) {
    return new BinaryAccuracy(threshold);
  }

  /** From Keras's config. */
  public static BinaryAccuracy fromConfig(Config config) {
    return of(config.getDouble("threshold", 0.5)).named(config);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return matched.yPred().greater(threshold).equal(matched.yTrue());
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    return super.config().with("threshold", threshold);
  }
}
