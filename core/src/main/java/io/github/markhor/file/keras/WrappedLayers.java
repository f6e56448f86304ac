package io.github.markhor.file.keras;

import io.github.markhor.config.Config;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.StoredArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SpectralNormalization, whose config holds the layer that it is around. Keras 3 keeps the weights
 * of both in groups of their own: the kernel and the vector in the wrapper's, the kernel again and
 * the other weights in {@code layer}. The model has them as weights of one layer, the vector last,
 * which is the order in {@code .h5} too.
 */
final class WrappedLayers {
  /** The argument that holds the layer, and the name of its group. */
  static final String ARGUMENT = "layer";

  private static final String WRAPPER = "SpectralNormalization";

  private WrappedLayers() {}

  /** Whether a layer is around another. */
  static boolean isWrapper(LayerDescription layer) {
    return layer.className().equals(WRAPPER);
  }

  /** The description of the layer within one, its type included; null if there is none. */
  static LayerDescription in(LayerDescription layer) {
    if (!isWrapper(layer)
        || !(layer.config().get(ARGUMENT) instanceof Map<?, ?> inner)
        || !(inner.get("class_name") instanceof String className)
        || !(inner.get("config") instanceof Map<?, ?> config)) {
      return null;
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    config.forEach((key, value) -> arguments.put(String.valueOf(key), value));
    // Without a type of its own it computes in the wrapper's, which Keras would not know.
    if (arguments.get("dtype") == null) {
      arguments.put("dtype", layer.config().get("dtype"));
    }
    return LayerDescription.of(
        className, new Config(className, layer.config().dialect(), arguments));
  }

  /**
   * The weights in the model's order.
   *
   * @param own those of the wrapper's group, inner those of the layer's group
   */
  static List<StoredArray> together(List<StoredArray> own, List<StoredArray> inner) {
    List<StoredArray> together = new ArrayList<>(inner);
    if (!own.isEmpty()) {
      together.add(own.get(own.size() - 1));
    }
    return together;
  }

  /** Of the weights in the model's order, those of the wrapper's group: kernel and vector. */
  static List<StoredArray> own(List<StoredArray> together) {
    return together.isEmpty()
        ? together
        : List.of(together.get(0), together.get(together.size() - 1));
  }

  /** Of the weights in the model's order, those of the layer's group. */
  static List<StoredArray> inner(List<StoredArray> together) {
    return together.subList(0, Math.max(0, together.size() - 1));
  }
}
