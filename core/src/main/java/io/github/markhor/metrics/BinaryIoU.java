package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.List;

/**
 * Intersection over union of yes, no, or both. Labels are 0 or 1; predictions of at least the
 * threshold, by default 0.5, are a yes. See {@link AbstractIoU} and <a
 * href="https://keras.io/api/metrics/segmentation_metrics/#binaryiou-class">Keras: BinaryIoU</a>.
 */
public final class BinaryIoU extends AbstractIoU<BinaryIoU> {
  private double threshold = 0.5;

  private BinaryIoU(List<Integer> targetClassIds) {
    super("binary_io_u", 2, targetClassIds);
  }

  /** The mean of both, at the threshold 0.5. */
  public static BinaryIoU of() {
    return of(List.of(0, 1));
  }

  /**
   * At the threshold 0.5.
   *
   * @param targetClassIds the classes to average over: 0, 1 or both
   */
  public static BinaryIoU of(List<Integer> targetClassIds) {
    return new BinaryIoU(targetClassIds);
  }

  /** From Keras's config. */
  public static BinaryIoU fromConfig(Config config) {
    BinaryIoU metric = config.get("target_class_ids") == null ? of() : of(targets(config));
    return metric
        .threshold(config.getDouble("threshold", metric.threshold))
        .commonConfigured(config);
  }

  /** Predictions of at least this are a yes; default 0.5. */
  public BinaryIoU threshold(double threshold) {
    return with(copy -> copy.threshold = threshold);
  }

  @Override
  Value classesOfPredictions(Value yPred) {
    return yPred.greaterEqual(threshold);
  }

  @Override
  public Config config() {
    return super.config().with("target_class_ids", targetClassIds()).with("threshold", threshold);
  }
}
