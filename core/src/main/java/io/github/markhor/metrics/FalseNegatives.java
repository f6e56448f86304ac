package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of false negatives: labels that are yes, predicted no. Several thresholds give several
 * figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#falsenegatives-class">Keras:
 * FalseNegatives</a>.
 */
public final class FalseNegatives extends ConfusionCount<FalseNegatives> {
  private FalseNegatives() {
    super("false_negatives");
  }

  /** At the threshold 0.5. */
  public static FalseNegatives of() {
    return new FalseNegatives();
  }

  /** From Keras's config. */
  public static FalseNegatives fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.fn();
  }

  /** Keras 3 does not say for the four counts; among the same labels there is no doubt. */
  @Override
  public Direction direction() {
    return Direction.DOWN;
  }
}
