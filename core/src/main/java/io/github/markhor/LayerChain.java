package io.github.markhor;

import io.github.markhor.backend.HostMemory;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Variable;
import io.github.markhor.weights.WeightSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Builds a chain: names the layers, follows the shapes, makes the weights and their first values.
 */
final class LayerChain implements AutoCloseable {
  private final Layer input;
  private final Shape inputShape;
  private final List<BuiltLayer> layers = new ArrayList<>();
  private final VariableStore store;

  LayerChain(List<Layer> descriptions, long seed) {
    if (descriptions.isEmpty() || (descriptions.size() == 1 && descriptions.get(0).isInput())) {
      throw new IllegalArgumentException("Expected at least one layer. Received: none");
    }
    inputShape = descriptions.get(0).inputShape();
    if (inputShape == null) {
      throw new IllegalArgumentException(
          "Expected the shape of the input to be stated, by Input as the first layer or inputShape"
              + " on it. Received: "
              + descriptions.get(0));
    }
    boolean hasInput = descriptions.get(0).isInput();
    input = hasInput ? descriptions.get(0) : null;
    List<Layer> rest = hasInput ? descriptions.subList(1, descriptions.size()) : descriptions;
    List<String> names = names(rest);
    List<List<Weight>> weights = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>(List.of(inputShape));
    for (int i = 0; i < rest.size(); i++) {
      Shape shape = shapes.get(i);
      weights.add(follow(rest.get(i), names.get(i), shape, shapes));
    }
    List<Variable> variables =
        weights.stream().flatMap(List::stream).map(Weight::variable).toList();
    store = new VariableStore(HostMemory::allocate, variables);
    for (int i = 0; i < rest.size(); i++) {
      layers.add(
          new BuiltLayer(
              rest.get(i), names.get(i), shapes.get(i), shapes.get(i + 1), weights.get(i), store));
    }
    initialize(weights, seed);
  }

  /** Makes a layer's variables and adds the shape of its result. */
  private static List<Weight> follow(Layer layer, String name, Shape shape, List<Shape> shapes) {
    if (layer.isInput()) {
      throw new IllegalArgumentException(
          "Expected Input as the first layer only. Received: " + layer + " later");
    }
    try {
      shapes.add(layer.outputShape(shape));
      List<WeightSpec> specs = new ArrayList<>(layer.weights(shape));
      specs.sort(Comparator.comparing(spec -> !spec.trainable()));
      return specs.stream()
          .map(spec -> new Weight(spec, new Variable(name + "/" + spec.name(), spec.shape())))
          .toList();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "The layer "
              + name
              + " ("
              + layer.className()
              + ") cannot follow an output of shape "
              + shape
              + ": "
              + wrong.getMessage(),
          wrong);
    }
  }

  private void initialize(List<List<Weight>> weights, long seed) {
    int stream = 0;
    for (List<Weight> ofLayer : weights) {
      for (Weight weight : ofLayer) {
        // A weight's values follow from the model's seed and the weight's place alone.
        long own = seed + 0x9E3779B97F4A7C15L * ++stream;
        float[] values = weight.spec().initializer().values(weight.spec().shape(), own);
        store.set(weight.variable(), FloatBuffer.wrap(values));
      }
    }
  }

  private static List<String> names(List<Layer> layers) {
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
        String base = snakeCase(layer.className());
        int count = counts.merge(base, 1, Integer::sum) - 1;
        name = count == 0 ? base : base + "_" + count;
      }
      names.add(name);
    }
    return names;
  }

  /**
   * Keras's way from a class's name to a layer's: {@code MaxPooling2D} to {@code max_pooling2d}.
   */
  static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The layer that only states the input's shape, or null. */
  Layer input() {
    return input;
  }

  Shape inputShape() {
    return inputShape;
  }

  List<BuiltLayer> layers() {
    return layers;
  }

  BuiltLayer last() {
    return layers.get(layers.size() - 1);
  }

  VariableStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
  }
}
