package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The part of the labels that are yes and found: tp / (tp + fn), or 0 without any. Predictions
 * above the threshold, by default 0.5, are a yes; with topK the k largest predictions of each
 * sample are. Several thresholds give several figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#recall-class">Keras: Recall</a>.
 */
public final class Recall extends PrecisionOrRecall<Recall> {
  private Recall() {
    super("recall");
  }

  /** At the threshold 0.5, over all classes. */
  public static Recall of() {
    return new Recall();
  }

  /** From Keras's config. */
  public static Recall fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  double figure(Thresholds.Counts counts, int threshold) {
    return counts.recall(threshold);
  }
}
