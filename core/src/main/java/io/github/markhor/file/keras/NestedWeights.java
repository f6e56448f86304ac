package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.ArrayNames;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of the weights of nested models in {@code .h5}. Keras writes those that train first, so
 * the order depends on what was frozen; the model in the same file tells the order of the layers.
 */
final class NestedWeights {
  private NestedWeights() {}

  /**
   * The weights of nested models layer by layer, where the arrays' names say to which they belong.
   *
   * @param model of the file, or null if it has none
   */
  static List<StoredLayer> layerByLayer(List<StoredLayer> weights, Architecture model) {
    Map<String, List<String>> nested = new HashMap<>();
    if (model != null) {
      model.layers().stream()
          .filter(layer -> layer.model() != null)
          .forEach(layer -> nested.put(layer.name(), paths(layer.model()).toList()));
    }
    return weights.stream()
        .map(layer -> layerByLayer(layer, nested.getOrDefault(layer.name(), List.of())))
        .toList();
  }

  private static StoredLayer layerByLayer(StoredLayer layer, List<String> paths) {
    Function<StoredArray, String> owner = array -> ArrayNames.layerOf(array.name());
    Set<String> owners = layer.weights().stream().map(owner).collect(Collectors.toSet());
    Map<String, Integer> places = ArrayNames.places(owners, paths);
    if (places.isEmpty()) {
      return layer;
    }
    List<StoredArray> sorted =
        layer.weights().stream()
            .sorted(Comparator.comparing(array -> places.get(owner.apply(array))))
            .toList();
    return new StoredLayer(layer.name(), sorted, true);
  }

  /** The paths of all layers of a model and of those within them. */
  private static Stream<String> paths(Architecture model) {
    return model.layers().stream()
        .flatMap(
            layer ->
                layer.model() == null
                    ? Stream.of(layer.name())
                    : paths(layer.model()).map(path -> layer.name() + "/" + path));
  }
}
