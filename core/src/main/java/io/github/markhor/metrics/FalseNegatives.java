package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of labels that are yes and predicted no. At several thresholds, as many figures.
 * Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#falsenegatives-class">Keras:
 * FalseNegatives</a>.
 */
public final class FalseNegatives extends ConfusionCount<FalseNegatives> {
  private FalseNegatives(String name, GivenThresholds given) {
    super(name, given);
  }

  /** At the threshold 0.5. */
  public static FalseNegatives of() {
    return new FalseNegatives("false_negatives", GivenThresholds.NONE);
  }

  /** From Keras's config. */
  public static FalseNegatives fromConfig(Config config) {
    return of().withArguments(config);
  }

  @Override
  FalseNegatives with(String name, GivenThresholds given) {
    return new FalseNegatives(name, given);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.fn();
  }
}
