package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * Mean intersection over union of all classes, with one-hot labels, and predictions that are
 * scores, the largest of which counts; see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#onehotmeaniou-class">Keras:
 * OneHotMeanIoU</a>.
 */
public final class OneHotMeanIoU extends ClassIoU<OneHotMeanIoU> {
  private OneHotMeanIoU(int numClasses) {
    super("one_hot_mean_io_u", numClasses, null, true);
  }

  /** For so many classes. */
  public static OneHotMeanIoU of(int numClasses) {
    return new OneHotMeanIoU(numClasses);
  }

  /** From Keras's config. */
  public static OneHotMeanIoU fromConfig(Config config) {
    return of(config.requireInt("num_classes")).configured(config);
  }
}
