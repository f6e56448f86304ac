package io.github.markhor.network;

import io.github.markhor.layer.Call;
import io.github.markhor.layer.ImplicitInput;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.OpenSizes;
import io.github.markhor.layer.Symbol;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A network's layers and their calls, before there is memory for weights. Values are numbered: the
 * inputs first, then the results of each call.
 *
 * @param inputs what comes in
 * @param layers in Keras's order, each once
 * @param calls in an order in which they can run
 * @param outputs what comes out
 */
public record CallGraph(
    List<Input> inputs, List<BuiltLayer> layers, List<BuiltCall> calls, List<Output> outputs) {
  public CallGraph {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    calls = List.copyOf(calls);
    outputs = List.copyOf(outputs);
  }

  /**
   * An input.
   *
   * @param layer that states it; null where a chain's first layer does
   * @param layerName the name of that layer
   * @param name that arrays for it go by: the layer's, or the key of a model that takes a map
   * @param shape without the batch
   */
  public record Input(Layer layer, String layerName, String name, Shape shape) {}

  /**
   * An output.
   *
   * @param name that labels for it go by: that of the layer that gives it, or the key of a model
   *     that gives a map
   * @param value its number
   * @param shape without the batch
   */
  public record Output(String name, int value, Shape shape) {}

  /**
   * A call of a layer.
   *
   * @param inputs the numbers of the values that it takes
   * @param training whether it runs as in training; null for as the model does
   * @param outputShapes of its results, which have the next numbers
   */
  public record BuiltCall(
      BuiltLayer layer, List<Integer> inputs, Boolean training, List<Shape> outputShapes) {}

  /**
   * Layers one after the other.
   *
   * @param descriptions the first may be an Input, else it has to state its inputShape
   * @throws IllegalArgumentException if a layer cannot follow the one before, or has weights that
   *     depend on a size that is not known
   */
  public static CallGraph chain(List<? extends Layer> descriptions) {
    if (descriptions.isEmpty() || (descriptions.size() == 1 && descriptions.get(0).isInput())) {
      throw new IllegalArgumentException("Expected at least one layer. Received: none");
    }
    Layer first = descriptions.get(0);
    Shape shape = first.inputShape();
    if (shape == null) {
      throw new IllegalArgumentException(
          "Expected the shape of the input to be stated, by Input as the first layer or inputShape"
              + " on it. Received: "
              + first.className());
    }
    List<Layer> layers = new ArrayList<>(descriptions);
    Layer input = first.isInput() ? layers.remove(0) : null;
    return ofSizes(List.of(shape), shapes -> chain(input, layers, shapes.get(0), ""));
  }

  /**
   * Layers one after the other, for an input of known sizes.
   *
   * @param prefix before the names of their variables
   */
  static CallGraph chain(
      Layer input, List<? extends Layer> layers, Shape inputShape, String prefix) {
    List<String> names = LayerNames.of(List.copyOf(layers));
    List<BuiltLayer> built = new ArrayList<>();
    List<BuiltCall> calls = new ArrayList<>();
    Shape shape = inputShape;
    for (int i = 0; i < layers.size(); i++) {
      List<Shape> given = List.of(shape);
      BuiltLayer layer = LayerBuilder.build(layers.get(i), names.get(i), prefix, given);
      List<Shape> results = layer.outputShapes(given);
      built.add(layer);
      calls.add(new BuiltCall(layer, List.of(i), null, results));
      shape = results.get(0);
    }
    String name = input == null || input.name() == null ? "input_1" : input.name();
    String last = names.get(names.size() - 1);
    return new CallGraph(
        List.of(new Input(input, name, name, inputShape)),
        built,
        calls,
        List.of(new Output(last, layers.size(), shape)));
  }

  /** A chain as symbols whose layers are those of this network. */
  public LayerGraph chainSymbols() {
    Input input = inputs.get(0);
    Symbol first =
        input.layer instanceof Symbol symbol ? symbol : new ImplicitInput(input.name, input.shape);
    Symbol last = first;
    for (BuiltLayer layer : layers) {
      last = layer.apply(last);
      layer.comesOutAs(last);
    }
    return new LayerGraph(List.of(first), List.of(last));
  }

  /**
   * The network that symbols describe. Layers that are in other models of these symbols already are
   * the same ones here.
   *
   * @throws IllegalArgumentException if an input that is needed is not listed, or a layer has
   *     weights that depend on a size that is not known
   */
  public static CallGraph of(LayerGraph graph) {
    List<Shape> inputs = graph.inputs().stream().map(Symbol::shape).toList();
    List<GraphBuilder> builders = new ArrayList<>();
    CallGraph made =
        ofSizes(
            inputs,
            shapes -> {
              builders.add(new GraphBuilder(graph, shapes, ""));
              return builders.get(builders.size() - 1).build();
            });
    List<Call> calls = builders.get(0).calls();
    for (int i = 0; i < calls.size(); i++) {
      BuiltLayer layer = made.calls.get(i).layer();
      calls.get(i).sharing().put(calls.get(i).layer(), layer);
      layer.comesOutAs(calls.get(i).outputs().get(0));
    }
    return made;
  }

  /**
   * The network within a layer, for inputs of known sizes.
   *
   * @param prefix before the names of its variables
   */
  static CallGraph of(LayerGraph graph, List<Shape> inputs, String prefix) {
    return new GraphBuilder(graph, inputs, prefix).build();
  }

  /** What is built for inputs, of which some sizes may not be known. */
  private static CallGraph ofSizes(List<Shape> inputs, Function<List<Shape>, CallGraph> made) {
    if (inputs.stream().allMatch(Shape::isKnown)) {
      return made.apply(inputs);
    }
    try {
      List<CallGraph> tried = new ArrayList<>();
      for (int i = 0; i < OpenSizes.ATTEMPTS; i++) {
        int attempt = i;
        tried.add(
            made.apply(inputs.stream().map(shape -> OpenSizes.tried(shape, attempt)).toList()));
      }
      return tried.get(0).common(tried.get(1));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "Expected layers that take inputs of any size, as the input "
              + (inputs.size() == 1 ? inputs.get(0) : inputs)
              + " says; else state its sizes. Received: "
              + wrong.getMessage(),
          wrong);
    }
  }

  /** What this network and the same one for other sizes have in common. */
  CallGraph common(CallGraph other) {
    Map<BuiltLayer, BuiltLayer> both = new IdentityHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      both.put(layers.get(i), layers.get(i).common(other.layers.get(i)));
    }
    return new CallGraph(
        each(
            inputs,
            other.inputs,
            (a, b) -> new Input(a.layer, a.layerName, a.name, common(a.shape, b.shape))),
        layers.stream().map(both::get).toList(),
        each(
            calls,
            other.calls,
            (a, b) ->
                new BuiltCall(
                    both.get(a.layer),
                    a.inputs,
                    a.training,
                    each(a.outputShapes, b.outputShapes, OpenSizes::common))),
        each(
            outputs,
            other.outputs,
            (a, b) -> new Output(a.name, a.value, common(a.shape, b.shape))));
  }

  private static Shape common(Shape one, Shape other) {
    return OpenSizes.common(one, other);
  }

  static <T> List<T> each(List<T> one, List<T> other, BinaryOperator<T> function) {
    return IntStream.range(0, one.size())
        .mapToObj(i -> function.apply(one.get(i), other.get(i)))
        .toList();
  }

  /**
   * The shape of the first result of a layer where it is called first, for inputs of known sizes.
   *
   * @param path of the layer, {@code outer/inner} for one within another
   */
  Shape outputShape(String path, List<Shape> given) {
    List<Shape> shapes = new ArrayList<>(given);
    for (BuiltCall call : calls) {
      List<Shape> own = call.inputs.stream().map(shapes::get).toList();
      String name = call.layer.name();
      if (path.startsWith(name + "/")) {
        return call.layer.inner().outputShape(path.substring(name.length() + 1), own);
      }
      List<Shape> results = call.layer.outputShapes(own);
      if (path.equals(name)) {
        return results.get(0);
      }
      shapes.addAll(results);
    }
    throw new IllegalArgumentException("Expected a layer of the model. Received: " + path);
  }

  /** The shape of the first result of a layer where it is called first, without the batch. */
  public Shape outputShape(BuiltLayer layer) {
    return calls.stream()
        .filter(call -> call.layer == layer)
        .findFirst()
        .map(call -> call.outputShapes.get(0))
        .orElseGet(layer::outputShape);
  }

  /**
   * Refuses inputs of known sizes for which layers would want weights of other shapes than they
   * have.
   */
  void checkWeights(List<Shape> given) {
    List<Shape> shapes = new ArrayList<>(given);
    for (BuiltCall call : calls) {
      List<Shape> own = call.inputs.stream().map(shapes::get).toList();
      call.layer.checkWeights(own);
      shapes.addAll(call.layer.outputShapes(own));
    }
  }

  /** The shapes of the outputs for inputs of known sizes. */
  List<Shape> outputShapes(List<Shape> given) {
    List<Shape> shapes = new ArrayList<>(given);
    for (BuiltCall call : calls) {
      shapes.addAll(call.layer.outputShapes(call.inputs.stream().map(shapes::get).toList()));
    }
    return outputs.stream().map(output -> shapes.get(output.value)).toList();
  }
}
