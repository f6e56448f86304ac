package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of labels that are no and predicted so. At several thresholds, as many figures.
 * Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#truenegatives-class">Keras:
 * TrueNegatives</a>.
 */
public final class TrueNegatives extends ConfusionCount<TrueNegatives> {
  private TrueNegatives(String name, GivenThresholds given) {
    super(name, given);
  }

  /** At the threshold 0.5. */
  public static TrueNegatives of() {
    return new TrueNegatives("true_negatives", GivenThresholds.NONE);
  }

  /** From Keras's config. */
  public static TrueNegatives fromConfig(Config config) {
    return of().withArguments(config);
  }

  @Override
  TrueNegatives with(String name, GivenThresholds given) {
    return new TrueNegatives(name, given);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.tn();
  }
}
