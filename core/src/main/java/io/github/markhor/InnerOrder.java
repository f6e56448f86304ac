package io.github.markhor;

import io.github.markhor.WeightsMatch.Wanted;
import io.github.markhor.file.ArrayNames;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The places in a layer of its weights in a file, which is of interest for a nested model: Keras
 * writes all weights that train before those that do not, so the order depends on what was frozen.
 * The names of the inner layers decide. Where the file has other names, the order does, if it gives
 * the weights of one layer of the file to one layer of the model.
 */
final class InnerOrder {
  private final String layer;
  private final List<Wanted> wanted;
  private final List<String> stored;
  private final boolean layerByLayer;
  private final Path file;

  /**
   * Compares nothing yet.
   *
   * @param wanted in the model's order
   */
  InnerOrder(String layer, List<Wanted> wanted, StoredLayer stored, Path file) {
    this.layer = layer;
    this.wanted = wanted;
    this.stored =
        stored.weights().stream().map(StoredArray::name).map(ArrayNames::layerOf).toList();
    this.layerByLayer = stored.layerByLayer();
    this.file = file;
  }

  /** The order in which Keras writes the weights of a layer: all that train, then the others. */
  static List<Integer> trainableFirst(List<Wanted> weights) {
    return IntStream.range(0, weights.size())
        .boxed()
        .sorted(Comparator.comparing(i -> !weights.get(i).trains()))
        .toList();
  }

  /** For each array of the file the place of its weight, if there are as many. */
  List<Integer> order() {
    List<Integer> order =
        layerByLayer ? IntStream.range(0, wanted.size()).boxed().toList() : trainableFirst(wanted);
    List<String> paths = wanted.stream().map(Wanted::path).distinct().toList();
    if (paths.size() == 1 || stored.size() != wanted.size()) {
      return order;
    }
    Set<String> names = new LinkedHashSet<>(stored);
    Map<String, Integer> places = ArrayNames.places(names, paths);
    if (places.size() == paths.size()) {
      return byName(places, paths);
    }
    checkOrder(order);
    return order;
  }

  /** Each array's weight is the next of the layer that its name says. */
  private List<Integer> byName(Map<String, Integer> places, List<String> paths) {
    Map<String, List<Integer>> ofPath = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      ofPath.computeIfAbsent(wanted.get(i).path(), unused -> new ArrayList<>()).add(i);
    }
    List<Integer> order = new ArrayList<>();
    for (String name : stored) {
      String path = paths.get(places.get(name));
      List<Integer> left = ofPath.get(path);
      if (left.isEmpty()) {
        throw new ModelFileException(
            "Expected as many weights of "
                + path
                + " in "
                + layer
                + " as the model has there, in "
                + file
                + ". Received: more");
      }
      order.add(left.remove(0));
    }
    return order;
  }

  private void checkOrder(List<Integer> order) {
    Map<String, String> paths = new HashMap<>();
    NamesInOrder names = new NamesInOrder();
    for (int i = 0; i < order.size(); i++) {
      String name = stored.get(i);
      Wanted weight = wanted.get(order.get(i));
      String before = paths.put(name, weight.path());
      if (before == null) {
        names.add(new NamesInOrder.Match(last(weight.path()), weight.className(), last(name)));
      } else if (!name.isEmpty() && !before.equals(weight.path())) {
        throw refused(name, before + " and for " + weight.path());
      }
    }
    names
        .disagreement()
        .or(() -> layerByLayer ? Optional.empty() : names.miscounted())
        .ifPresent(
            match -> {
              throw refused(match.stored(), match.layer());
            });
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private ModelFileException refused(String from, String to) {
    return new ModelFileException(
        "Expected the weights of "
            + layer
            + " in "
            + file
            + " under the names of its layers, "
            + new LinkedHashSet<>(wanted.stream().map(Wanted::path).toList())
            + ", or in their order. Received: those of "
            + from
            + " for "
            + to
            + ", as when other layers were frozen when the file was written; freeze the same ones"
            + " before loading, or give the layers the file's names, "
            + new HashSet<>(stored));
  }
}
