package io.github.markhor.network;

import io.github.markhor.layer.Call;
import io.github.markhor.layer.CallOrder;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Symbol;
import io.github.markhor.network.CallGraph.BuiltCall;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Builds the layers of a network that symbols describe. Layers come in the order that Keras gives
 * them, in which files hold their weights: by depth, the longest way to an output, and then as they
 * are met on the way from the outputs.
 */
final class GraphBuilder {
  private final LayerGraph graph;
  private final CallOrder order;
  private final List<Shape> inputShapes;
  private final String prefix;

  /** What each layer that is not an input goes by here: itself, or what a model has made of it. */
  private final Map<Layer, Layer> layers = new IdentityHashMap<>();

  /**
   * The builder of a network.
   *
   * @param inputShapes with known sizes
   * @param prefix before the names of variables: of the layer that this network is within, whose
   *     layers are its own; empty for a model, whose layers stay what they are in other models
   */
  GraphBuilder(LayerGraph graph, List<Shape> inputShapes, String prefix) {
    this.prefix = prefix;
    this.graph = graph;
    this.inputShapes = inputShapes;
    order = CallOrder.of(graph);
    for (Call call : order.calls()) {
      Layer known = prefix.isEmpty() ? call.sharing().get(call.layer()) : null;
      boolean lives =
          known instanceof BuiltLayer built && built.withInner().noneMatch(BuiltLayer::isClosed);
      layers.put(call.layer(), lives ? known : call.layer());
    }
  }

  /** The calls of layers, in the order of those of the network that is built. */
  List<Call> calls() {
    return order.calls();
  }

  CallGraph build() {
    List<Layer> inOrder = inOrder();
    Map<Layer, String> names = names(inOrder);
    Map<Layer, BuiltLayer> built = new IdentityHashMap<>();
    Shape[] shapes = new Shape[order.count()];
    inputShapes.toArray(shapes);
    List<BuiltCall> calls = new ArrayList<>();
    for (Call call : order.calls()) {
      List<Integer> inputs = call.inputs().stream().map(order::number).toList();
      List<Shape> given = inputs.stream().map(i -> shapes[i]).toList();
      BuiltLayer layer = built.get(call.layer());
      if (layer == null) {
        layer =
            LayerBuilder.build(layers.get(call.layer()), names.get(call.layer()), prefix, given);
        built.put(call.layer(), layer);
      } else {
        layer.checkWeights(given);
      }
      List<Shape> results = layer.outputShapes(given);
      System.arraycopy(results.toArray(), 0, shapes, order.first(call), results.size());
      calls.add(new BuiltCall(layer, inputs, call.training(), results));
    }
    return new CallGraph(
        IntStream.range(0, inputShapes.size()).mapToObj(i -> input(i, names)).toList(),
        inOrder.stream().map(built::get).toList(),
        calls,
        IntStream.range(0, graph.outputs().size())
            .mapToObj(i -> output(i, names, shapes))
            .toList());
  }

  private List<Layer> inOrder() {
    Map<Call, Integer> depths = new IdentityHashMap<>();
    Map<Layer, Integer> layerDepths = new IdentityHashMap<>();
    for (int i = order.calls().size() - 1; i >= 0; i--) {
      Call call = order.calls().get(i);
      int depth = Math.max(depths.getOrDefault(call, 0), layerDepths.getOrDefault(call.layer(), 0));
      layerDepths.put(call.layer(), depth);
      call.inputs().forEach(input -> depths.merge(input.call(), depth + 1, Math::max));
    }
    // The sort is stable: layers of a depth stay in the order in which they were met.
    return order.layers().stream()
        .sorted(Comparator.comparing(layer -> -layerDepths.get(layer)))
        .toList();
  }

  /** The names of inputs and layers. */
  private Map<Layer, String> names(List<Layer> inOrder) {
    List<Layer> all = new ArrayList<>();
    graph.inputs().stream()
        .map(input -> input.call().layer())
        .filter(Layer::isInput)
        .forEach(all::add);
    all.addAll(inOrder);
    List<String> names =
        LayerNames.of(all.stream().map(layer -> layers.getOrDefault(layer, layer)).toList());
    Map<Layer, String> nameOf = new IdentityHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      nameOf.put(all.get(i), names.get(i));
    }
    return nameOf;
  }

  /** An input may also be a result within a larger network, which begins there then. */
  private CallGraph.Input input(int index, Map<Layer, String> names) {
    Call call = graph.inputs().get(index).call();
    Shape shape = inputShapes.get(index);
    Layer layer = call.layer().isInput() ? call.layer() : null;
    String layerName = layer == null ? call.title() : names.get(layer);
    String name = graph.inputNames().isEmpty() ? layerName : graph.inputNames().get(index);
    return new CallGraph.Input(layer, layerName, name, shape);
  }

  private CallGraph.Output output(int index, Map<Layer, String> names, Shape[] shapes) {
    Symbol symbol = graph.outputs().get(index);
    String layerName = names.getOrDefault(symbol.call().layer(), symbol.call().title());
    String name = graph.outputNames().isEmpty() ? layerName : graph.outputNames().get(index);
    int number = order.number(symbol);
    return new CallGraph.Output(name, number, shapes[number]);
  }
}
