package io.github.markhor.file;

import java.util.List;

/**
 * How a model was compiled and how far its training came.
 *
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
    long iterations,
    Double learningRate,
    List<StoredArray> slots) {
  public StoredTraining {
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
    slots = List.copyOf(slots);
  }
}
