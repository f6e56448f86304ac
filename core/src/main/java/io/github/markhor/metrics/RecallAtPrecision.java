package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best recall, tp / (tp + fn), at any threshold with at least the given precision, tp / (tp +
 * fp); 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#recallatprecision-class">Keras:
 * RecallAtPrecision</a>.
 */
public final class RecallAtPrecision extends BestUnderConstraint<RecallAtPrecision> {
  private RecallAtPrecision(double precision) {
    super("recall_at_precision", "precision", precision);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param precision the least precision, from 0 to 1
   */
  public static RecallAtPrecision of(double precision) {
    return new RecallAtPrecision(precision);
  }

  /** From Keras's config. */
  public static RecallAtPrecision fromConfig(Config config) {
    return of(config.requireDouble("precision")).configured(config);
  }

  @Override
  double constrained(Thresholds.Counts counts, int threshold) {
    return counts.precision(threshold);
  }

  @Override
  double wanted(Thresholds.Counts counts, int threshold) {
    return counts.recall(threshold);
  }
}
