package io.github.markhor.file;

import io.github.markhor.config.Require;
import java.util.List;

/**
 * How a model was compiled and how far its training came.
 *
 * @param lossWeight what the loss is multiplied by; 1 for a loss as it is
 * @param iterations the number of steps taken
 * @param learningRate the rate that is set, or null for that in the optimizer's config
 * @param slots what the optimizer remembers of the weights that train, in the order of {@link
 *     io.github.markhor.TrainingState#slots()}; empty if nothing
 */
public record StoredTraining(
    Description optimizer,
    Description loss,
    List<Description> metrics,
    List<Description> weightedMetrics,
    double lossWeight,
    long iterations,
    Double learningRate,
    List<StoredArray> slots) {
  public StoredTraining {
    Require.finite("lossWeight", lossWeight);
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
    slots = List.copyOf(slots);
  }
}
