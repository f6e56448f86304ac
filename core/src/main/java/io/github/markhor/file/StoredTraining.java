package io.github.markhor.file;

import java.util.List;

/**
 * How a model was compiled and how far its training came.
 *
 * @param outputs how each output was compiled, in the model's order
 * @param iterations the number of steps taken
 * @param learningRate the rate that is set, or null for that in the optimizer's config
 * @param slots what the optimizer remembers of the weights that train, in the order of {@link
 *     io.github.markhor.TrainingState#slots()}; empty if nothing
 */
public record StoredTraining(
    Description optimizer,
    List<StoredOutput> outputs,
    long iterations,
    Double learningRate,
    List<StoredArray> slots) {
  public StoredTraining {
    outputs = List.copyOf(outputs);
    slots = List.copyOf(slots);
  }
}
