package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of true negatives: labels that are no, predicted no. Several thresholds give several
 * figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#truenegatives-class">Keras:
 * TrueNegatives</a>.
 */
public final class TrueNegatives extends ConfusionCount<TrueNegatives> {
  private TrueNegatives() {
    super("true_negatives");
  }

  /** At the threshold 0.5. */
  public static TrueNegatives of() {
    return new TrueNegatives();
  }

  /** From Keras's config. */
  public static TrueNegatives fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.tn();
  }

  /** Keras 3 does not say for the four counts; among the same labels there is no doubt. */
  @Override
  public Direction direction() {
    return Direction.UP;
  }
}
