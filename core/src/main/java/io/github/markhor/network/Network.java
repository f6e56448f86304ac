package io.github.markhor.network;

import io.github.markhor.backend.VariableStore;
import io.github.markhor.layer.OpenSizes;
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

/** A model's layers and their calls, with the weights and these weights' first values. */
public final class Network implements AutoCloseable {
  private final CallGraph graph;
  private final VariableStore store;

  /**
   * Takes memory for the weights of a network and draws their first values.
   *
   * @param graph of which no other network is made
   */
  public Network(CallGraph graph, long seed) {
    this.graph = graph;
    List<Weight> weights = graph.all().flatMap(layer -> layer.ownWeights().stream()).toList();
    store =
        new VariableStore(HostMemory::allocate, weights.stream().map(Weight::variable).toList());
    graph.layers().forEach(layer -> layer.place(store));
    initialize(weights, seed);
    graph.layers().forEach(Network::bringWeights);
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
    layer.layers().forEach(Network::bringWeights);
    List<Tensor> brought = layer.layer().initialWeights();
    if (!brought.isEmpty()) {
      layer.setWeights(brought);
    }
  }

  /** The calls of the layers. */
  public CallGraph graph() {
    return graph;
  }

  public List<CallGraph.Input> inputs() {
    return graph.inputs();
  }

  public List<CallGraph.Output> outputs() {
    return graph.outputs();
  }

  /**
   * The shape of an input, without the batch; of several the first. Sizes may be unknown, which
   * each batch then decides.
   */
  public Shape inputShape() {
    return inputs().get(0).shape();
  }

  /** The shapes of inputs to try layers with: those of the inputs, with sizes for unknown ones. */
  public List<Shape> triedInputShapes() {
    return inputs().stream().map(input -> OpenSizes.tried(input.shape(), 0)).toList();
  }

  /** The shape of a result, without the batch; of several the first. */
  public Shape outputShape() {
    return outputs().get(0).shape();
  }

  /** The shapes of the results for inputs of shapes whose sizes are known. */
  public List<Shape> outputShapes(List<Shape> given) {
    List<Shape> planned = outputs().stream().map(CallGraph.Output::shape).toList();
    return planned.stream().allMatch(Shape::isKnown) ? planned : graph.outputShapes(given);
  }

  /** The shape of a layer's result, also of one within others, for the model's inputs. */
  public Shape outputShape(BuiltLayer layer, List<Shape> given) {
    return layer.outputShape().isKnown()
        ? layer.outputShape()
        : graph.outputShape(layer.path(), given);
  }

  /** The layers in Keras's order, without inputs and without those within others. */
  public List<BuiltLayer> layers() {
    return graph.layers();
  }

  /** The layers and all within them. */
  public Stream<BuiltLayer> all() {
    return graph.all();
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
    return layers().stream().flatMap(layer -> layer.getWeights().stream()).toList();
  }

  /**
   * Sets all weights in order.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  public void setWeights(List<Tensor> weights) {
    int expected = layers().stream().mapToInt(layer -> layer.weights().size()).sum();
    if (weights.size() != expected) {
      throw new IllegalArgumentException(
          "Expected " + expected + " weights. Received: " + weights.size());
    }
    for (boolean write : new boolean[] {false, true}) {
      int at = 0;
      for (BuiltLayer layer : layers()) {
        List<Tensor> own = weights.subList(at, at += layer.weights().size());
        if (write) {
          layer.setWeights(own);
        } else {
          layer.check(own);
        }
      }
    }
  }

  public VariableStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
  }
}
