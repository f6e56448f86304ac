package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.List;

/**
 * Intersection over union of yes, no, or both: labels are 0 or 1, and predictions of at least the
 * threshold (0.5 unless said otherwise) are a yes; see {@link AbstractIoU}. See <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#binaryiou-class">Keras: BinaryIoU</a>.
 */
public final class BinaryIoU extends AbstractIoU<BinaryIoU> {
  private final double threshold;

  private BinaryIoU(String name, Settings settings, double threshold) {
    super(name, settings);
    this.threshold = threshold;
  }

  /** The mean of both, at the threshold 0.5. */
  public static BinaryIoU of() {
    return of(List.of(0, 1));
  }

  /**
   * At the threshold 0.5.
   *
   * @param targetClassIds what to average over: 0, 1 or both
   */
  public static BinaryIoU of(List<Integer> targetClassIds) {
    return new BinaryIoU("binary_io_u", Settings.of(2, true).withTargets(targetClassIds), 0.5);
  }

  /** From Keras's config. */
  public static BinaryIoU fromConfig(Config config) {
    BinaryIoU metric =
        config.get("target_class_ids") == null
            ? of()
            : of(config.requireDoubles("target_class_ids").stream().map(Double::intValue).toList());
    return metric
        .threshold(config.getDouble("threshold", 0.5))
        .dtype(config.getString("dtype", "int"))
        .named(config);
  }

  /** What predictions must at least be; default 0.5. */
  public BinaryIoU threshold(double threshold) {
    return new BinaryIoU(name(), settings(), threshold);
  }

  @Override
  BinaryIoU with(String name, Settings settings) {
    return new BinaryIoU(name, settings, threshold);
  }

  @Override
  Value classesOf(Value yPred) {
    return yPred.greaterEqual(threshold);
  }

  @Override
  public Config config() {
    return super.config()
        .with("target_class_ids", settings().targetClassIds())
        .with("threshold", threshold);
  }
}
