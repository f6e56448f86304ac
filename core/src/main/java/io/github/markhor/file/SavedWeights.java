package io.github.markhor.file;

import java.util.List;

/**
 * The weights of a model as a file holds them, without the model itself.
 *
 * @param layers in order; those without weights may be there or not
 * @param named whether the layers' names are those of the file, and not taken from the model that
 *     the weights are for
 * @param source what the arrays are read from; closed with the weights
 */
public record SavedWeights(List<StoredLayer> layers, boolean named, AutoCloseable source)
    implements AutoCloseable {
  public SavedWeights {
    layers = List.copyOf(layers);
  }

  /** Weights under the names that the file has. */
  public SavedWeights(List<StoredLayer> layers, AutoCloseable source) {
    this(layers, true, source);
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
