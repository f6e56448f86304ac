package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import java.util.List;

/**
 * Intersection over union of some classes, with labels and predictions that are class numbers; see
 * {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#iou-class">Keras: IoU</a>.
 */
public final class IoU extends ClassIoU<IoU> {
  private IoU(int numClasses, List<Integer> targetClassIds) {
    super("io_u", numClasses, targetClassIds, false);
  }

  /**
   * For so many classes.
   *
   * @param targetClassIds the classes to average over
   */
  public static IoU of(int numClasses, List<Integer> targetClassIds) {
    return new IoU(numClasses, targetClassIds);
  }

  /** From Keras's config. */
  public static IoU fromConfig(Config config) {
    return of(config.requireInt("num_classes"), targets(config)).configured(config);
  }

  /** Whether labels are class numbers, not scores along the axis; default true. */
  public IoU sparseYTrue(boolean sparseYTrue) {
    return withSparseLabels(sparseYTrue);
  }
}
