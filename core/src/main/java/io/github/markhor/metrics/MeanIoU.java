package io.github.markhor.metrics;

import io.github.markhor.config.Config;

/**
 * Mean intersection over union of all classes, with labels and predictions that are class numbers;
 * see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#meaniou-class">Keras: MeanIoU</a>.
 */
public final class MeanIoU extends AbstractIoU<MeanIoU> {
  private MeanIoU(String name, Settings settings) {
    super(name, settings);
  }

  /** For so many classes. */
  public static MeanIoU of(int numClasses) {
    return new MeanIoU("mean_io_u", Settings.of(numClasses, true));
  }

  /** From Keras's config. */
  public static MeanIoU fromConfig(Config config) {
    MeanIoU metric = of(config.requireInt("num_classes"));
    return metric.with(metric.name(), metric.settings().with(config)).named(config);
  }

  /** A label whose elements are left out. Default: null, for none. */
  public MeanIoU ignoreClass(Integer ignoreClass) {
    return with(name(), settings().withIgnored(ignoreClass));
  }

  /** Whether labels are class numbers, not scores along the axis; default true. */
  public MeanIoU sparseYTrue(boolean sparseYTrue) {
    return with(name(), settings().withSparse(sparseYTrue, settings().sparseYPred()));
  }

  /** Whether predictions are class numbers, not scores along the axis; default true. */
  public MeanIoU sparseYPred(boolean sparseYPred) {
    return with(name(), settings().withSparse(settings().sparseYTrue(), sparseYPred));
  }

  /** The axis of the classes, where there are scores; default -1. */
  public MeanIoU axis(int axis) {
    return with(name(), settings().withAxis(axis));
  }

  @Override
  MeanIoU with(String name, Settings settings) {
    return new MeanIoU(name, settings);
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_classes", settings().numClasses())
        .with("ignore_class", settings().ignoreClass())
        .with("sparse_y_true", settings().sparseYTrue())
        .with("sparse_y_pred", settings().sparseYPred())
        .with("axis", settings().axis());
  }
}
