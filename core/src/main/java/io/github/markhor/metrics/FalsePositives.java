package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of false positives: labels that are no, predicted yes. Several thresholds give several
 * figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#falsepositives-class">Keras:
 * FalsePositives</a>.
 */
public final class FalsePositives extends ConfusionCount<FalsePositives> {
  private FalsePositives() {
    super("false_positives");
  }

  /** At the threshold 0.5. */
  public static FalsePositives of() {
    return new FalsePositives();
  }

  /** From Keras's config. */
  public static FalsePositives fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.fp();
  }

  /** Keras 3 does not say for the four counts; among the same labels there is no doubt. */
  @Override
  public Direction direction() {
    return Direction.DOWN;
  }
}
