package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of labels that are yes and predicted so. At several thresholds, as many figures.
 * Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#truepositives-class">Keras:
 * TruePositives</a>.
 */
public final class TruePositives extends ConfusionCount<TruePositives> {
  private TruePositives(String name, GivenThresholds given) {
    super(name, given);
  }

  /** At the threshold 0.5. */
  public static TruePositives of() {
    return new TruePositives("true_positives", GivenThresholds.NONE);
  }

  /** From Keras's config. */
  public static TruePositives fromConfig(Config config) {
    return of().withArguments(config);
  }

  @Override
  TruePositives with(String name, GivenThresholds given) {
    return new TruePositives(name, given);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.tp();
  }
}
