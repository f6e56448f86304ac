package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of true positives: labels that are yes, predicted yes. Several thresholds give several
 * figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#truepositives-class">Keras:
 * TruePositives</a>.
 */
public final class TruePositives extends ConfusionCount<TruePositives> {
  private TruePositives() {
    super("true_positives");
  }

  /** At the threshold 0.5. */
  public static TruePositives of() {
    return new TruePositives();
  }

  /** From Keras's config. */
  public static TruePositives fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.tp();
  }

  /** Keras 3 does not say for the four counts; among the same labels there is no doubt. */
  @Override
  public Direction direction() {
    return Direction.UP;
  }
}
