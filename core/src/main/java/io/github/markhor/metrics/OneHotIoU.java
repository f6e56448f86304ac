package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import java.util.List;

/**
 * Intersection over union of some classes, with one-hot labels and predictions that are scores, the
 * largest of which counts; see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#onehotiou-class">Keras: OneHotIoU</a>.
 */
public final class OneHotIoU extends AbstractIoU<OneHotIoU> {
  private OneHotIoU(String name, Settings settings) {
    super(name, settings);
  }

  /**
   * For so many classes.
   *
   * @param targetClassIds the classes to average over
   */
  public static OneHotIoU of(int numClasses, List<Integer> targetClassIds) {
    return new OneHotIoU(
        "one_hot_io_u", Settings.of(numClasses, false).withTargets(targetClassIds));
  }

  /** From Keras's config. */
  public static OneHotIoU fromConfig(Config config) {
    List<Integer> targets =
        config.requireDoubles("target_class_ids").stream().map(Double::intValue).toList();
    OneHotIoU metric = of(config.requireInt("num_classes"), targets);
    return metric.with(metric.name(), metric.settings().with(config)).named(config);
  }

  /** A label whose elements are left out. Default: null, for none. */
  public OneHotIoU ignoreClass(Integer ignoreClass) {
    return with(name(), settings().withIgnored(ignoreClass));
  }

  /** Whether predictions are class numbers, not scores along the axis; default false. */
  public OneHotIoU sparseYPred(boolean sparseYPred) {
    return with(name(), settings().withSparse(settings().sparseYTrue(), sparseYPred));
  }

  /** The axis of the classes, where there are scores; default -1. */
  public OneHotIoU axis(int axis) {
    return with(name(), settings().withAxis(axis));
  }

  @Override
  OneHotIoU with(String name, Settings settings) {
    return new OneHotIoU(name, settings);
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_classes", settings().numClasses())
        .with("target_class_ids", settings().targetClassIds())
        .with("ignore_class", settings().ignoreClass())
        .with("sparse_y_pred", settings().sparseYPred())
        .with("axis", settings().axis());
  }
}
