package io.github.markhor.file;

import java.util.List;

/**
 * The layers of a model, in one form whatever version of Keras wrote them down.
 *
 * @param name the model's name
 * @param savedAs Keras's class of the model in the file, {@code Sequential} or {@code Functional},
 *     which names the group of a model within a model among the weights; null for a model that was
 *     not read
 * @param layers in the order of the data, InputLayer included if there is one
 */
public record Architecture(String name, String savedAs, List<LayerDescription> layers) {
  public Architecture {
    layers = List.copyOf(layers);
  }
}
