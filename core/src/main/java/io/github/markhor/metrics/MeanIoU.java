package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * Mean intersection over union of all classes, with labels and predictions that are class numbers;
 * see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#meaniou-class">Keras: MeanIoU</a>.
 */
public final class MeanIoU extends ClassIoU<MeanIoU> {
  private MeanIoU(int numClasses) {
    super("mean_io_u", numClasses, null, false);
  }

  /** For so many classes. */
  public static MeanIoU of(int numClasses) {
    return new MeanIoU(numClasses);
  }

  /** From Keras's config. */
  public static MeanIoU fromConfig(Config config) {
    return of(config.requireInt("num_classes")).configured(config);
  }

  /** Whether labels are class numbers, not scores along the axis; default true. */
  public MeanIoU sparseYTrue(boolean sparseYTrue) {
    return withSparseLabels(sparseYTrue);
  }
}
