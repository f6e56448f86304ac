package io.github.markhor.file;

import io.github.markhor.BuiltLayer;
import io.github.markhor.Tensor;
import io.github.markhor.Weight;
import io.github.markhor.weights.WeightSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives the weights of a file to the layers of a model by order, whatever their names: the first
 * layer that has weights gets those of the first in the file that has some. Shapes are compared
 * before any number is read.
 */
final class WeightsMatch {
  private final List<StoredLayer> stored;
  private final List<List<Integer>> orders = new ArrayList<>();
  private final Path file;
  private int next;

  WeightsMatch(List<StoredLayer> stored, Path file) {
    this.stored = stored.stream().filter(layer -> !layer.weights().isEmpty()).toList();
    this.file = file;
  }

  /**
   * A weight that a layer wants.
   *
   * @param trains false also where the layer that has it is frozen
   */
  record Wanted(WeightSpec spec, boolean trains) {}

  /** The weights of a layer and of those within it, in the model's order. */
  static List<Wanted> wanted(BuiltLayer layer) {
    return layer.withInner().flatMap(each -> wanted(each.ownWeights(), each.trainable())).toList();
  }

  private static Stream<Wanted> wanted(List<Weight> weights, boolean trainable) {
    return weights.stream()
        .map(weight -> new Wanted(weight.spec(), trainable && weight.spec().trainable()));
  }

  /**
   * The places in the model, one after the other, of a layer's weights in the file: Keras writes
   * all that train first, also of a nested model.
   */
  static List<Integer> order(List<Wanted> weights) {
    return IntStream.range(0, weights.size())
        .boxed()
        .sorted(Comparator.comparing(i -> !weights.get(i).trains()))
        .toList();
  }

  /**
   * Compares the next layer.
   *
   * @param weights in the model's order
   */
  void next(String layer, List<Wanted> weights) {
    if (weights.isEmpty()) {
      return;
    }
    if (next == stored.size()) {
      throw new ModelFileException(
          "Expected weights of the layer " + layer + " in " + file + ". Received: none");
    }
    StoredLayer given = stored.get(next++);
    List<Integer> order =
        given.layerByLayer() ? IntStream.range(0, weights.size()).boxed().toList() : order(weights);
    orders.add(order);
    List<WeightSpec> specs = order.stream().map(i -> weights.get(i).spec()).toList();
    List<String> expected = new ArrayList<>();
    List<String> received = new ArrayList<>();
    specs.forEach(spec -> expected.add(spec.name() + " " + spec.shape()));
    given.weights().forEach(array -> received.add(array.name() + " " + array.shape()));
    boolean same = specs.size() == given.weights().size();
    for (int i = 0; same && i < specs.size(); i++) {
      same = specs.get(i).shape().equals(given.weights().get(i).shape());
    }
    if (!same) {
      throw new ModelFileException(
          "Expected the weights "
              + expected
              + " for the layer "
              + layer
              + " in "
              + file
              + ". Received: "
              + received);
    }
  }

  /** Refuses weights that are left when all layers have theirs. */
  void end() {
    if (next != stored.size()) {
      throw new ModelFileException(
          "Expected weights of "
              + next
              + " layers in "
              + file
              + ". Received: those of "
              + stored.size()
              + ", the first too many of "
              + stored.get(next).name());
    }
  }

  /** Reads all weights, in the model's order. */
  List<Tensor> read(LoadOptions options) {
    List<Tensor> weights = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      StoredLayer layer = stored.get(i);
      Tensor[] own = new Tensor[layer.weights().size()];
      for (int at = 0; at < own.length; at++) {
        StoredArray array = layer.weights().get(at);
        Tensor values = array.tensor();
        if (!options.allowNonFinite()) {
          checkFinite(layer.name() + "/" + array.name(), values);
        }
        own[orders.get(i).get(at)] = values;
      }
      weights.addAll(List.of(own));
    }
    return weights;
  }

  private void checkFinite(String name, Tensor values) {
    for (float value : values.toArray()) {
      if (!Float.isFinite(value)) {
        throw new ModelFileException(
            "Expected finite weights in "
                + file
                + ". Received: "
                + value
                + " in "
                + name
                + " (LoadOptions.allowNonFinite loads it all the same)");
      }
    }
  }
}
