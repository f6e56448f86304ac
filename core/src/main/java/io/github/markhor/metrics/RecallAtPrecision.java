package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best recall, tp / (tp + fn), at any of the thresholds whose precision, tp / (tp + fp), is at
 * least as given; 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#recallatprecision-class">Keras:
 * RecallAtPrecision</a>.
 */
public final class RecallAtPrecision extends BestUnderConstraint<RecallAtPrecision> {
  private RecallAtPrecision(String name, Arguments arguments) {
    super(name, arguments);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param precision at least this much, from 0 to 1
   */
  public static RecallAtPrecision of(double precision) {
    return new RecallAtPrecision("recall_at_precision", Arguments.of("precision", precision));
  }

  /** From Keras's config. */
  public static RecallAtPrecision fromConfig(Config config) {
    return of(config.requireDouble("precision")).withArguments(config);
  }

  @Override
  RecallAtPrecision with(String name, Arguments arguments) {
    return new RecallAtPrecision(name, arguments);
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
