package io.github.markhor.network;

import io.github.markhor.layer.Call;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Symbol;
import io.github.markhor.network.CallGraph.BuiltCall;
import io.github.markhor.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the calls between a network's inputs and outputs. Layers come in the order that Keras gives
 * them, in which files hold their weights: by depth, the longest way to an output, and then as they
 * are met on the way from the outputs.
 */
final class GraphBuilder {
  private static final int UNKNOWN = -1;

  private final LayerGraph graph;
  private final List<Shape> inputShapes;
  private final String prefix;

  /** The numbers of the results of calls; of those that are not known yet, {@link #UNKNOWN}. */
  private final Map<Call, int[]> values = new IdentityHashMap<>();

  /** The calls, each behind those that it needs. */
  private final List<Call> found = new ArrayList<>();

  private final Set<Call> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  /** How many layers had been met before this one. */
  private final Map<Layer, Integer> met = new IdentityHashMap<>();

  /** The number of each call's first result. */
  private final Map<Call, Integer> first = new IdentityHashMap<>();

  private int count;

  /**
   * The builder of a network.
   *
   * @param inputShapes with known sizes
   * @param prefix before the names of its layers
   */
  GraphBuilder(LayerGraph graph, List<Shape> inputShapes, String prefix) {
    this.graph = graph;
    this.inputShapes = inputShapes;
    this.prefix = prefix;
  }

  CallGraph build() {
    if (graph.inputs().isEmpty() || graph.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one input and one output. Received: "
              + graph.inputs().size()
              + " inputs and "
              + graph.outputs().size()
              + " outputs");
    }
    for (int i = 0; i < graph.inputs().size(); i++) {
      Symbol input = graph.inputs().get(i);
      if (number(input) != UNKNOWN) {
        throw new IllegalArgumentException(
            "Expected each input once. Received twice: " + title(input.call()));
      }
      numbers(input.call())[input.index()] = i;
    }
    count = graph.inputs().size();
    graph.outputs().forEach(this::find);
    return built(inOrder());
  }

  private int[] numbers(Call call) {
    return values.computeIfAbsent(
        call,
        unused -> {
          int[] numbers = new int[call.outputShapes().size()];
          Arrays.fill(numbers, UNKNOWN);
          return numbers;
        });
  }

  private int number(Symbol symbol) {
    return numbers(symbol.call())[symbol.index()];
  }

  /** A call whose inputs are being followed. */
  private static final class Visit {
    private final Call call;
    private int next;

    Visit(Call call) {
      this.call = call;
    }
  }

  /** Adds the calls that a result needs, without recursion: a file may hold a very long chain. */
  private void find(Symbol output) {
    Deque<Visit> path = new ArrayDeque<>();
    enter(output, path);
    while (!path.isEmpty()) {
      Visit visit = path.peek();
      if (visit.next < visit.call.inputs().size()) {
        enter(visit.call.inputs().get(visit.next++), path);
      } else {
        path.pop();
        finish(visit.call);
      }
    }
  }

  private void enter(Symbol symbol, Deque<Visit> path) {
    Call call = symbol.call();
    if (number(symbol) != UNKNOWN || !entered.add(call)) {
      return;
    }
    if (call.layer().isInput()) {
      throw new IllegalArgumentException(
          "Expected all inputs that the outputs need, of which are listed "
              + graph.inputs().stream().map(Symbol::call).map(GraphBuilder::title).toList()
              + ". Received none for "
              + title(call));
    }
    met.putIfAbsent(call.layer(), met.size());
    path.push(new Visit(call));
  }

  /** Numbers a call's results, unless one of them is an input of the network. */
  private void finish(Call call) {
    found.add(call);
    first.put(call, count);
    int[] numbers = numbers(call);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == UNKNOWN) {
        numbers[i] = count;
      }
      count++;
    }
  }

  private List<Layer> inOrder() {
    Map<Call, Integer> depths = new IdentityHashMap<>();
    Map<Layer, Integer> layerDepths = new IdentityHashMap<>();
    for (int i = found.size() - 1; i >= 0; i--) {
      Call call = found.get(i);
      int depth = Math.max(depths.getOrDefault(call, 0), layerDepths.getOrDefault(call.layer(), 0));
      layerDepths.put(call.layer(), depth);
      call.inputs().forEach(input -> depths.merge(input.call(), depth + 1, Math::max));
    }
    return layerDepths.keySet().stream()
        .sorted(
            Comparator.<Layer, Integer>comparing(layer -> -layerDepths.get(layer))
                .thenComparing(met::get))
        .toList();
  }

  private CallGraph built(List<Layer> layers) {
    List<Layer> all = new ArrayList<>();
    graph.inputs().stream()
        .map(input -> input.call().layer())
        .filter(Layer::isInput)
        .forEach(all::add);
    all.addAll(layers);
    List<String> names = LayerNames.of(all);
    Map<Layer, String> nameOf = new IdentityHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      nameOf.put(all.get(i), names.get(i));
    }
    Map<Layer, BuiltLayer> built = new IdentityHashMap<>();
    Shape[] shapes = new Shape[count];
    inputShapes.toArray(shapes);
    List<BuiltCall> calls = new ArrayList<>();
    for (Call call : found) {
      List<Integer> inputs = call.inputs().stream().map(this::number).toList();
      List<Shape> given = inputs.stream().map(i -> shapes[i]).toList();
      String name = nameOf.get(call.layer());
      BuiltLayer layer = built.get(call.layer());
      if (layer == null) {
        layer = BuiltLayer.of(call.layer(), name, prefix + name, given);
        built.put(call.layer(), layer);
      } else {
        layer.checkWeights(given);
      }
      List<Shape> results = layer.outputShapes(given);
      System.arraycopy(results.toArray(), 0, shapes, first.get(call), results.size());
      calls.add(new BuiltCall(layer, inputs, call.training(), results));
    }
    return new CallGraph(
        IntStream.range(0, inputShapes.size()).mapToObj(i -> input(i, nameOf)).toList(),
        layers.stream().map(built::get).toList(),
        calls,
        graph.outputs().stream()
            .map(output -> output(output, nameOf, shapes[number(output)]))
            .toList());
  }

  /** An input may also be a result within a larger network, which begins there then. */
  private CallGraph.Input input(int index, Map<Layer, String> names) {
    Call call = graph.inputs().get(index).call();
    Shape shape = inputShapes.get(index);
    return call.layer().isInput()
        ? new CallGraph.Input(call.layer(), names.get(call.layer()), shape)
        : new CallGraph.Input(null, title(call), shape);
  }

  private CallGraph.Output output(Symbol symbol, Map<Layer, String> names, Shape shape) {
    String name = names.getOrDefault(symbol.call().layer(), title(symbol.call()));
    return new CallGraph.Output(name, number(symbol), shape);
  }

  private static String title(Call call) {
    String name = call.layer().name();
    return name == null ? call.layer().className() + call.outputShapes() : name;
  }
}
