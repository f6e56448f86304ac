package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The number of labels that are no and predicted yes. At several thresholds, as many figures.
 * Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#falsepositives-class">Keras:
 * FalsePositives</a>.
 */
public final class FalsePositives extends ConfusionCount<FalsePositives> {
  private FalsePositives(String name, GivenThresholds given) {
    super(name, given);
  }

  /** At the threshold 0.5. */
  public static FalsePositives of() {
    return new FalsePositives("false_positives", GivenThresholds.NONE);
  }

  /** From Keras's config. */
  public static FalsePositives fromConfig(Config config) {
    return of().withArguments(config);
  }

  @Override
  FalsePositives with(String name, GivenThresholds given) {
    return new FalsePositives(name, given);
  }

  @Override
  double[] figures(Thresholds.Counts counts) {
    return counts.fp();
  }
}
