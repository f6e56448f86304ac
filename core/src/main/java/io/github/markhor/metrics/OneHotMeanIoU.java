package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * Mean intersection over union of all classes, with one-hot labels and predictions that are scores,
 * the largest of which counts; see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#onehotmeaniou-class">Keras:
 * OneHotMeanIoU</a>.
 */
public final class OneHotMeanIoU extends AbstractIoU<OneHotMeanIoU> {
  private OneHotMeanIoU(String name, Settings settings) {
    super(name, settings);
  }

  /** For so many classes. */
  public static OneHotMeanIoU of(int numClasses) {
    return new OneHotMeanIoU("one_hot_mean_io_u", Settings.of(numClasses, false));
  }

  /** From Keras's config. */
  public static OneHotMeanIoU fromConfig(Config config) {
    OneHotMeanIoU metric = of(config.requireInt("num_classes"));
    return metric.with(metric.name(), metric.settings().with(config)).named(config);
  }

  /** A label whose elements are left out. Default: null, for none. */
  public OneHotMeanIoU ignoreClass(Integer ignoreClass) {
    return with(name(), settings().withIgnored(ignoreClass));
  }

  /** Whether predictions are class numbers, not scores along the axis; default false. */
  public OneHotMeanIoU sparseYPred(boolean sparseYPred) {
    return with(name(), settings().withSparse(settings().sparseYTrue(), sparseYPred));
  }

  /** The axis of the classes, where there are scores; default -1. */
  public OneHotMeanIoU axis(int axis) {
    return with(name(), settings().withAxis(axis));
  }

  @Override
  OneHotMeanIoU with(String name, Settings settings) {
    return new OneHotMeanIoU(name, settings);
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_classes", settings().numClasses())
        .with("ignore_class", settings().ignoreClass())
        .with("sparse_y_pred", settings().sparseYPred())
        .with("axis", settings().axis());
  }
}
