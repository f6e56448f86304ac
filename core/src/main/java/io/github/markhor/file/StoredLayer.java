package io.github.markhor.file;

import java.util.List;

/**
 * The weights of a layer in a file.
 *
 * @param weights in Keras's order: those that train, then the others
 * @param layerByLayer whether that order holds within each layer of a nested model, and not for all
 *     of the model at once
 */
public record StoredLayer(String name, List<StoredArray> weights, boolean layerByLayer) {
  public StoredLayer {
    weights = List.copyOf(weights);
  }

  /** A layer all of whose weights that train come first. */
  public StoredLayer(String name, List<StoredArray> weights) {
    this(name, weights, false);
  }
}
