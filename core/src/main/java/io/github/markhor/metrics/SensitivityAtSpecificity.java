package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best sensitivity, tp / (tp + fn), at any of the thresholds whose specificity, tn / (tn + fp),
 * is at least as given; 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class">Keras:
 * SensitivityAtSpecificity</a>.
 */
public final class SensitivityAtSpecificity extends BestUnderConstraint<SensitivityAtSpecificity> {
  private SensitivityAtSpecificity(String name, Arguments arguments) {
    super(name, arguments);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param specificity at least this much, from 0 to 1
   */
  public static SensitivityAtSpecificity of(double specificity) {
    return new SensitivityAtSpecificity(
        "sensitivity_at_specificity", Arguments.of("specificity", specificity));
  }

  /** From Keras's config. */
  public static SensitivityAtSpecificity fromConfig(Config config) {
    return of(config.requireDouble("specificity")).withArguments(config);
  }

  @Override
  SensitivityAtSpecificity with(String name, Arguments arguments) {
    return new SensitivityAtSpecificity(name, arguments);
  }

  @Override
  double constrained(Thresholds.Counts counts, int threshold) {
    return counts.specificity(threshold);
  }

  @Override
  double wanted(Thresholds.Counts counts, int threshold) {
    return counts.recall(threshold);
  }
}
