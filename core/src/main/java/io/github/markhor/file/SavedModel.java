package io.github.markhor.file;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A whole model as a file holds it, whatever the format.
 *
 * @param writer what wrote the file, for messages: {@code Keras 2.15.0}
 * @param architecture the layers
 * @param problems what of the layers' calls cannot run; classes that are not known show when the
 *     layers are made
 * @param weights of the layers that have some, in order
 * @param training reads how the model was compiled, when it is asked for: what is wrong there does
 *     not keep the model from being opened without it. Gives null for a model that was not compiled
 * @param seed what the model's random numbers follow from; null if not known
 * @param classNames the names of the classes in the order of their numbers; empty if not known
 * @param source what the arrays are read from; closed with the model
 */
public record SavedModel(
    String writer,
    Architecture architecture,
    List<Problem> problems,
    List<StoredLayer> weights,
    Supplier<StoredTraining> training,
    Long seed,
    List<String> classNames,
    AutoCloseable source)
    implements AutoCloseable {
  public SavedModel {
    Objects.requireNonNull(training, "training");
    problems = List.copyOf(problems);
    weights = List.copyOf(weights);
    classNames = List.copyOf(classNames);
  }

  /**
   * What cannot run.
   *
   * @param layer the name of the layer
   * @param text with that name
   */
  public record Problem(String layer, String text) {}

  @Override
  public void close() {
    SavedWeights.close(source);
  }
}
