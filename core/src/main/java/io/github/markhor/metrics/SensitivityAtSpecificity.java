package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The best sensitivity, tp / (tp + fn), at any threshold with at least the given specificity, tn /
 * (tn + fp); 0 if there is none. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class">Keras:
 * SensitivityAtSpecificity</a>.
 */
public final class SensitivityAtSpecificity extends BestUnderConstraint<SensitivityAtSpecificity> {
  private SensitivityAtSpecificity(double specificity) {
    super("sensitivity_at_specificity", "specificity", specificity);
  }

  /**
   * With 200 thresholds, over all classes.
   *
   * @param specificity the least specificity, from 0 to 1
   */
  public static SensitivityAtSpecificity of(double specificity) {
    return new SensitivityAtSpecificity(specificity);
  }

  /** From Keras's config. */
  public static SensitivityAtSpecificity fromConfig(Config config) {
    return of(config.requireDouble("specificity")).configured(config);
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
