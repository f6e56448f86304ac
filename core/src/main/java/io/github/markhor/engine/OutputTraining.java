package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import java.util.List;

/**
 * How one of a model's outputs is trained and measured.
 *
 * @param name of the output
 * @param loss null for none
 * @param lossWeight what the loss is multiplied by in the sum of all
 * @param metrics that ignore the weights of samples
 * @param weightedMetrics that weigh samples
 */
public record OutputTraining(
    String name, Loss loss, double lossWeight, List<Metric> metrics, List<Metric> weightedMetrics) {
  public OutputTraining {
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
  }

  /** Whether labels are needed: for a loss or a metric. */
  boolean isRead() {
    return loss != null || !metrics.isEmpty() || !weightedMetrics.isEmpty();
  }
}
