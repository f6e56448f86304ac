package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import java.util.List;

/**
 * Intersection over union of some classes, with one-hot labels, and predictions that are scores,
 * the largest of which counts; see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#onehotiou-class">Keras: OneHotIoU</a>.
 */
public final class OneHotIoU extends ClassIoU<OneHotIoU> {
  private OneHotIoU(int numClasses, List<Integer> targetClassIds) {
    super("one_hot_io_u", numClasses, targetClassIds, true);
  }

  /**
   * For so many classes.
   *
   * @param targetClassIds the classes to average over
   */
  public static OneHotIoU of(int numClasses, List<Integer> targetClassIds) {
    return new OneHotIoU(numClasses, targetClassIds);
  }

  /** From Keras's config. */
  public static OneHotIoU fromConfig(Config config) {
    return of(config.requireInt("num_classes"), targets(config)).configured(config);
  }
}
