package io.github.markhor.file;

import java.util.List;

/**
 * The weights of a layer in a file.
 *
 * @param weights in Keras's order: those that train, then the others
 */
public record StoredLayer(String name, List<StoredArray> weights) {
  public StoredLayer {
    weights = List.copyOf(weights);
  }
}
