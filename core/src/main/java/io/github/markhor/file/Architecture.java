package io.github.markhor.file;

import java.util.List;

/**
 * The layers of a model, in one form whatever version of Keras wrote them down.
 *
 * @param name the model's name
 * @param savedAs Keras's class of the model in the file, {@code Sequential} or {@code Functional},
 *     which names the group of a model within a model among the weights; null for a model that was
 *     not read
 * @param layers with InputLayers; of a chain in the order of the data
 * @param wiring null for a chain
 */
public record Architecture(
    String name, String savedAs, List<LayerDescription> layers, Wiring wiring) {
  public Architecture {
    layers = List.copyOf(layers);
  }

  /** A chain. */
  public Architecture(String name, String savedAs, List<LayerDescription> layers) {
    this(name, savedAs, layers, null);
  }
}
