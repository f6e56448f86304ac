package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * Which part of what is predicted yes is so: tp / (tp + fp), 0 if nothing is. Predictions above the
 * threshold, 0.5 unless said otherwise, are a yes; with topK the k largest of each sample are. At
 * several thresholds, as many figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#precision-class">Keras: Precision</a>.
 */
public final class Precision extends PrecisionOrRecall<Precision> {
  private Precision(String name, Arguments arguments) {
    super(name, arguments);
  }

  /** At the threshold 0.5, over all classes. */
  public static Precision of() {
    return new Precision("precision", Arguments.DEFAULT);
  }

  /** From Keras's config. */
  public static Precision fromConfig(Config config) {
    return of().withArguments(config);
  }

  @Override
  Precision with(String name, Arguments arguments) {
    return new Precision(name, arguments);
  }

  @Override
  double figure(Thresholds.Counts counts, int threshold) {
    return counts.precision(threshold);
  }
}
