package io.github.markhor.network;

import io.github.markhor.config.KerasNames;
import io.github.markhor.layer.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of layers beside each other. */
final class LayerNames {
  private LayerNames() {}

  /**
   * The layers' own names. One without gets a name made of its class's and a number as in Keras:
   * {@code conv2d}, {@code conv2d_1}.
   *
   * @throws IllegalArgumentException if two layers were given one name
   */
  static List<String> of(List<Layer> layers) {
    Set<String> taken = new HashSet<>();
    for (Layer layer : layers) {
      if (layer.name() != null && !taken.add(layer.name())) {
        throw new IllegalArgumentException(
            "Expected layers of different names. Received twice: " + layer.name());
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Layer layer : layers) {
      String name = layer.name();
      while (name == null || (layer.name() == null && !taken.add(name))) {
        String base = KerasNames.snakeCase(layer.className());
        int count = counts.merge(base, 1, Integer::sum) - 1;
        name = count == 0 ? base : base + "_" + count;
      }
      names.add(name);
    }
    return names;
  }
}
