package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best specificity, tn / (tn + fp), at any threshold with at least the given sensitivity, tp /
 * (tp + fn); 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#specificityatsensitivity-class">Keras:
 * SpecificityAtSensitivity</a>.
 */
public final class SpecificityAtSensitivity extends BestUnderConstraint<SpecificityAtSensitivity> {
  private SpecificityAtSensitivity(double sensitivity) {
    super("specificity_at_sensitivity", "sensitivity", sensitivity);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param sensitivity the least sensitivity, from 0 to 1
   */
  public static SpecificityAtSensitivity of(double sensitivity) {
    return new SpecificityAtSensitivity(sensitivity);
  }

  /** From Keras's config. */
  public static SpecificityAtSensitivity fromConfig(Config config) {
    return of(config.requireDouble("sensitivity")).configured(config);
  }

  @Override
  double constrained(Thresholds.Counts counts, int threshold) {
    return counts.recall(threshold);
  }

  @Override
  double wanted(Thresholds.Counts counts, int threshold) {
    return counts.specificity(threshold);
  }
}
