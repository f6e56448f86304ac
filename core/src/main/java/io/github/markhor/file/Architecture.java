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

  /** The names that the outputs go by; of a chain that of its last layer. */
  public List<String> outputNames() {
    if (wiring == null) {
      return List.of(layers.isEmpty() ? "output" : layers.get(layers.size() - 1).name());
    }
    return wiring.outputKeys().isEmpty()
        ? wiring.outputs().stream().map(Wiring.Ref::layer).toList()
        : wiring.outputKeys();
  }

  /** Whether the outputs are a map. */
  public boolean givesMap() {
    return wiring != null && !wiring.outputKeys().isEmpty();
  }

  /** A chain. */
  public Architecture(String name, String savedAs, List<LayerDescription> layers) {
    this(name, savedAs, layers, null);
  }
}
