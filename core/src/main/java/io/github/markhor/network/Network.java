package io.github.markhor.network;

import io.github.markhor.graph.Variable;
import io.github.markhor.layer.OpenSizes;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Names;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model's layers and their calls, with the weights and these weights' first values. */
public final class Network implements AutoCloseable {
  private final CallGraph graph;
  private final WeightMemory memory;
  private final Map<BuiltLayer, String> paths = new LinkedHashMap<>();
  private final Map<Variable, String> names = new IdentityHashMap<>();

  /** Takes memory for the weights of a network that have none, and draws their first values. */
  public Network(CallGraph graph, long seed) {
    this.graph = graph;
    for (BuiltLayer layer : graph.layers()) {
      layer.located().forEach(each -> paths.putIfAbsent(each.layer(), each.path()));
    }
    paths.forEach(
        (layer, path) ->
            layer
                .ownWeights()
                .forEach(weight -> names.put(weight.variable(), path + "/" + weight.name())));
    memory = new WeightMemory(List.copyOf(paths.keySet()), seed);
  }

  /** The calls of the layers. */
  public CallGraph graph() {
    return graph;
  }

  /** What comes in, in its order. */
  public List<CallGraph.Input> inputs() {
    return graph.inputs();
  }

  /** What comes out, in its order. */
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
    return graph.outputShape(path(layer), given);
  }

  /** The layers in Keras's order, without inputs and without those within others. */
  public List<BuiltLayer> layers() {
    return graph.layers();
  }

  /** The layers and all within them, each once. */
  public Stream<BuiltLayer> all() {
    return paths.keySet().stream();
  }

  /** A layer's name, behind those of the layers that it is within: {@code base/conv2d}. */
  public String path(BuiltLayer layer) {
    return paths.get(layer);
  }

  /** The name of a weight in this model, unlike all others': {@code base/conv2d/kernel}. */
  public String name(Variable weight) {
    return names.get(weight);
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
    for (Map.Entry<BuiltLayer, String> each : paths.entrySet()) {
      if (each.getValue().equals(path)) {
        return each.getKey();
      }
    }
    List<String> known = List.copyOf(paths.values());
    throw new IllegalArgumentException(
        "Expected a layer of the model, one of " + known + ". " + Names.received(known, path));
  }

  /** Copies of all weights in order: by layer, within one what trains comes first. */
  public List<Tensor> getWeights() {
    return WeightValues.get(all().toList());
  }

  /** The number of all weights' elements; a layer that is in several places counts once. */
  public long parameters() {
    return names.keySet().stream().mapToLong(weight -> weight.shape().elements()).sum();
  }

  /**
   * Sets all weights in order.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  public void setWeights(List<Tensor> weights) {
    WeightValues.set(all().toList(), weights, "");
  }

  /** The memory of the weights. */
  public WeightMemory memory() {
    return memory;
  }

  @Override
  public void close() {
    memory.close();
  }
}
