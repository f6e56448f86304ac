package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * Which part of what is yes is predicted so: tp / (tp + fn), 0 if nothing is. Predictions above the
 * threshold, 0.5 unless said otherwise, are a yes; with topK the k largest of each sample are. At
 * several thresholds, as many figures. Weighted if samples have weights. See <a
 * href="https://keras.io/api/metrics/classification_metrics/#recall-class">Keras: Recall</a>.
 */
public final class Recall extends PrecisionOrRecall<Recall> {
  private Recall(String name, Arguments arguments) {
    super(name, arguments);
  }

  /** At the threshold 0.5, over all classes. */
  public static Recall of() {
    return new Recall("recall", Arguments.DEFAULT);
  }

  /** From Keras's config. */
  public static Recall fromConfig(Config config) {
    return of().withArguments(config);
  }

  @Override
  Recall with(String name, Arguments arguments) {
    return new Recall(name, arguments);
  }

  @Override
  double figure(Thresholds.Counts counts, int threshold) {
    return counts.recall(threshold);
  }
}
