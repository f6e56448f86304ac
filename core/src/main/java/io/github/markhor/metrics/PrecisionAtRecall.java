package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best precision, tp / (tp + fp), at any threshold with at least the given recall, tp / (tp +
 * fn); 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class">Keras:
 * PrecisionAtRecall</a>.
 */
public final class PrecisionAtRecall extends BestUnderConstraint<PrecisionAtRecall> {
  private PrecisionAtRecall(double recall) {
    super("precision_at_recall", "recall", recall);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param recall the least recall, from 0 to 1
   */
  public static PrecisionAtRecall of(double recall) {
    return new PrecisionAtRecall(recall);
  }

  /** From Keras's config. */
  public static PrecisionAtRecall fromConfig(Config config) {
    return of(config.requireDouble("recall")).configured(config);
  }

  @Override
  double constrained(Thresholds.Counts counts, int threshold) {
    return counts.recall(threshold);
  }

  @Override
  double wanted(Thresholds.Counts counts, int threshold) {
    return counts.precision(threshold);
  }
}
