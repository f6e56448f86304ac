package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best specificity, tn / (tn + fp), at any of the thresholds whose sensitivity, tp / (tp + fn),
 * is at least as given; 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#specificityatsensitivity-class">Keras:
 * SpecificityAtSensitivity</a>.
 */
public final class SpecificityAtSensitivity extends BestUnderConstraint<SpecificityAtSensitivity> {
  private SpecificityAtSensitivity(String name, Arguments arguments) {
    super(name, arguments);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param sensitivity at least this much, from 0 to 1
   */
  public static SpecificityAtSensitivity of(double sensitivity) {
    return new SpecificityAtSensitivity(
        "specificity_at_sensitivity", Arguments.of("sensitivity", sensitivity));
  }

  /** From Keras's config. */
  public static SpecificityAtSensitivity fromConfig(Config config) {
    return of(config.requireDouble("sensitivity")).withArguments(config);
  }

  @Override
  SpecificityAtSensitivity with(String name, Arguments arguments) {
    return new SpecificityAtSensitivity(name, arguments);
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
