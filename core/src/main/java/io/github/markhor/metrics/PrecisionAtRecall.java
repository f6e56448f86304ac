package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best precision, tp / (tp + fp), at any of the thresholds whose recall, tp / (tp + fn), is at
 * least as given; 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class">Keras:
 * PrecisionAtRecall</a>.
 */
public final class PrecisionAtRecall extends BestUnderConstraint<PrecisionAtRecall> {
  private PrecisionAtRecall(String name, Arguments arguments) {
    super(name, arguments);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param recall at least this much, from 0 to 1
   */
  public static PrecisionAtRecall of(double recall) {
    return new PrecisionAtRecall("precision_at_recall", Arguments.of("recall", recall));
  }

  /** From Keras's config. */
  public static PrecisionAtRecall fromConfig(Config config) {
    return of(config.requireDouble("recall")).withArguments(config);
  }

  @Override
  PrecisionAtRecall with(String name, Arguments arguments) {
    return new PrecisionAtRecall(name, arguments);
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
