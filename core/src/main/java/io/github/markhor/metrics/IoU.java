package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import java.util.List;

/**
 * Intersection over union of some classes, with labels and predictions that are class numbers; see
 * {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#iou-class">Keras: IoU</a>.
 */
public final class IoU extends AbstractIoU<IoU> {
  private IoU(String name, Settings settings) {
    super(name, settings);
  }

  /**
   * For so many classes.
   *
   * @param targetClassIds the classes to average over
   */
  public static IoU of(int numClasses, List<Integer> targetClassIds) {
    return new IoU("io_u", Settings.of(numClasses, true).withTargets(targetClassIds));
  }

  /** From Keras's config. */
  public static IoU fromConfig(Config config) {
    List<Integer> targets =
        config.requireDoubles("target_class_ids").stream().map(Double::intValue).toList();
    IoU metric = of(config.requireInt("num_classes"), targets);
    return metric.with(metric.name(), metric.settings().with(config)).named(config);
  }

  /** A label whose elements are left out. Default: null, for none. */
  public IoU ignoreClass(Integer ignoreClass) {
    return with(name(), settings().withIgnored(ignoreClass));
  }

  /** Whether labels are class numbers, not scores along the axis; default true. */
  public IoU sparseYTrue(boolean sparseYTrue) {
    return with(name(), settings().withSparse(sparseYTrue, settings().sparseYPred()));
  }

  /** Whether predictions are class numbers, not scores along the axis; default true. */
  public IoU sparseYPred(boolean sparseYPred) {
    return with(name(), settings().withSparse(settings().sparseYTrue(), sparseYPred));
  }

  /** The axis of the classes, where there are scores; default -1. */
  public IoU axis(int axis) {
    return with(name(), settings().withAxis(axis));
  }

  @Override
  IoU with(String name, Settings settings) {
    return new IoU(name, settings);
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_classes", settings().numClasses())
        .with("target_class_ids", settings().targetClassIds())
        .with("ignore_class", settings().ignoreClass())
        .with("sparse_y_true", settings().sparseYTrue())
        .with("sparse_y_pred", settings().sparseYPred())
        .with("axis", settings().axis());
  }
}
