package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * The part of the predicted yes that is right: tp / (tp + fp), or 0 without any. Predictions above
 * the threshold, by default 0.5, are a yes; with topK the k largest predictions of each sample are.
 * Several thresholds give several figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#precision-class">Keras: Precision</a>.
 */
public final class Precision extends PrecisionOrRecall<Precision> {
  private Precision() {
    super("precision");
  }

  /** At the threshold 0.5, over all classes. */
  public static Precision of() {
    return new Precision();
  }

  /** From Keras's config. */
  public static Precision fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  double figure(Thresholds.Counts counts, int threshold) {
    return counts.precision(threshold);
  }
}
