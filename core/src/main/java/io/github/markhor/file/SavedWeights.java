package io.github.markhor.file;

import java.util.List;

/**
 * The weights of a model as a file holds them, without the model itself.
 *
 * @param layers in order; those without weights may be there or not
 * @param source what the arrays are read from; closed with the weights
 */
public record SavedWeights(List<StoredLayer> layers, AutoCloseable source)
    implements AutoCloseable {
  public SavedWeights {
    layers = List.copyOf(layers);
  }

  @Override
  public void close() {
    SavedModel.close(source);
  }
}
