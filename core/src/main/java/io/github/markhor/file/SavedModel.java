package io.github.markhor.file;

import io.github.markhor.config.Dialect;
import java.util.List;
import java.util.Map;

/**
 * A whole model as a file holds it, whatever the format.
 *
 * @param writer what wrote the file, for messages: {@code Keras 2.15.0}
 * @param dialect how the descriptions of layers are to be understood
 * @param name the model's name
 * @param layers descriptions of the layers, class_name and config, in order, InputLayer included if
 *     there is one
 * @param problems what of the model is no chain of layers, each with a layer's name
 * @param weights of the layers that have some, in order
 * @param training null for a model that was not compiled
 * @param seed what the model's random numbers follow from; null if not known
 * @param classNames the names of the classes in the order of their numbers; empty if not known
 * @param source what the arrays are read from; closed with the model
 */
public record SavedModel(
    String writer,
    Dialect dialect,
    String name,
    List<Map<String, Object>> layers,
    List<String> problems,
    List<StoredLayer> weights,
    StoredTraining training,
    Long seed,
    List<String> classNames,
    AutoCloseable source)
    implements AutoCloseable {
  public SavedModel {
    layers = List.copyOf(layers);
    problems = List.copyOf(problems);
    weights = List.copyOf(weights);
    classNames = List.copyOf(classNames);
  }

  @Override
  public void close() {
    close(source);
  }

  static void close(AutoCloseable source) {
    try {
      source.close();
    } catch (Exception problem) {
      throw new ModelFileException(
          "Closing a model's file failed: " + problem.getMessage(), problem);
    }
  }
}
