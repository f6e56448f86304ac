package io.github.markhor.network;

import io.github.markhor.backend.VariableStore;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Philox;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model's layers with their weights and these weights' first values. */
public final class LayerChain implements AutoCloseable {
  private final Layer input;
  private final Shape inputShape;
  private final List<BuiltLayer> layers;
  private final VariableStore store;

  public LayerChain(List<Layer> descriptions, long seed) {
    if (descriptions.isEmpty() || (descriptions.size() == 1 && descriptions.get(0).isInput())) {
      throw new IllegalArgumentException("Expected at least one layer. Received: none");
    }
    inputShape = descriptions.get(0).inputShape();
    if (inputShape == null) {
      throw new IllegalArgumentException(
          "Expected the shape of the input to be stated, by Input as the first layer or inputShape"
              + " on it. Received: "
              + descriptions.get(0).className());
    }
    boolean hasInput = descriptions.get(0).isInput();
    input = hasInput ? descriptions.get(0) : null;
    List<Layer> rest = hasInput ? descriptions.subList(1, descriptions.size()) : descriptions;
    List<LayerPlan> plans = LayerPlan.of(rest, inputShape);
    List<Weight> weights = plans.stream().flatMap(LayerPlan::allWeights).toList();
    store =
        new VariableStore(HostMemory::allocate, weights.stream().map(Weight::variable).toList());
    layers = plans.stream().map(plan -> new BuiltLayer(plan, store)).toList();
    initialize(weights, seed);
    layers.forEach(LayerChain::bringWeights);
  }

  private void initialize(List<Weight> weights, long seed) {
    int stream = 0;
    for (Weight weight : weights) {
      // A weight's values follow from the model's seed and the weight's place alone.
      long own = seed + Philox.GOLDEN_RATIO * ++stream;
      WeightSpec spec = weight.spec();
      // Drawn when they are needed: those of a file often come before.
      store.setFirst(weight.variable(), () -> spec.initializer().numbers(spec.shape(), own));
    }
  }

  /** Layers that come with weights, such as a trained model within this one, begin with them. */
  private static void bringWeights(BuiltLayer layer) {
    layer.layers().forEach(LayerChain::bringWeights);
    List<Tensor> brought = layer.layer().initialWeights();
    if (!brought.isEmpty()) {
      layer.setWeights(brought);
    }
  }

  /** The layer that only states the input's shape, or null. */
  public Layer input() {
    return input;
  }

  /** The shape of one input; sizes may be unknown, which each batch then decides. */
  public Shape inputShape() {
    return inputShape;
  }

  /** The shape of an input to try layers with: {@link #inputShape}, with sizes for unknown ones. */
  public Shape triedInputShape() {
    return LayerPlan.tried(inputShape);
  }

  /** The shape of a prediction for inputs of a shape whose sizes are known. */
  public Shape outputShape(Shape input) {
    return outputShape(last(), input);
  }

  /** The shape of a layer's result, also of one within others, for the model's inputs. */
  public Shape outputShape(BuiltLayer layer, Shape input) {
    return layer.outputShape().isKnown()
        ? layer.outputShape()
        : outputShape(layers, layer.path(), input);
  }

  private static Shape outputShape(List<BuiltLayer> layers, String path, Shape input) {
    Shape shape = input;
    for (BuiltLayer layer : layers) {
      if (path.startsWith(layer.path() + "/")) {
        return outputShape(layer.layers(), path, shape);
      }
      try {
        shape = layer.layer().outputShape(shape);
      } catch (IllegalArgumentException wrong) {
        throw LayerPlan.cannotFollow(layer.path(), layer.layer(), shape, wrong);
      }
      if (layer.path().equals(path)) {
        return shape;
      }
    }
    throw new IllegalArgumentException("Expected a layer of the model. Received: " + path);
  }

  /**
   * The shape to compare weights with before there is memory for any.
   *
   * @param layers without Input
   * @return the input's shape, with sizes for those that are not known
   * @throws IllegalArgumentException if a layer's weights depend on these
   */
  public static Shape shapeOfWeights(List<Layer> layers, Shape input) {
    if (!input.isKnown()) {
      LayerPlan.of(layers, input);
    }
    return LayerPlan.tried(input);
  }

  /** The layers in order, without those within them. */
  public List<BuiltLayer> layers() {
    return layers;
  }

  /** The layers and all within them. */
  public Stream<BuiltLayer> all() {
    return layers.stream().flatMap(BuiltLayer::withInner);
  }

  /** The layers that do not train now, those within others too. */
  public Set<BuiltLayer> frozen() {
    return all().filter(layer -> !layer.trainable()).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The layer of a path.
   *
   * @throws IllegalArgumentException if there is none; the message lists the paths
   */
  public BuiltLayer find(String path) {
    List<String> paths = new ArrayList<>();
    for (BuiltLayer layer : all().toList()) {
      if (layer.path().equals(path)) {
        return layer;
      }
      paths.add(layer.path());
    }
    throw new IllegalArgumentException(
        "Expected a layer of the model, one of " + paths + ". " + Names.received(paths, path));
  }

  /** Copies of all weights in order: by layer, within one what trains comes first. */
  public List<Tensor> getWeights() {
    return layers.stream().flatMap(layer -> layer.getWeights().stream()).toList();
  }

  /**
   * Sets all weights in order.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  public void setWeights(List<Tensor> weights) {
    int expected = layers.stream().mapToInt(layer -> layer.weights().size()).sum();
    if (weights.size() != expected) {
      throw new IllegalArgumentException(
          "Expected " + expected + " weights. Received: " + weights.size());
    }
    for (boolean write : new boolean[] {false, true}) {
      int at = 0;
      for (BuiltLayer layer : layers) {
        List<Tensor> own = weights.subList(at, at += layer.weights().size());
        if (write) {
          layer.setWeights(own);
        } else {
          layer.check(own);
        }
      }
    }
  }

  public BuiltLayer last() {
    return layers.get(layers.size() - 1);
  }

  public VariableStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
  }
}
