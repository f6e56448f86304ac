package io.github.markhor.layer;

import io.github.markhor.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls between the inputs and the outputs of a network, in an order in which they can run, and
 * the numbers of their values: first the inputs', then the results' of each call.
 */
public final class CallOrder {
  private static final int UNKNOWN = -1;

  private final LayerGraph graph;

  /** The numbers of the results of calls; of those that are not known yet, {@link #UNKNOWN}. */
  private final Map<Call, int[]> values = new IdentityHashMap<>();

  private final List<Call> calls = new ArrayList<>();
  private final Set<Layer> met = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Layer> layers = new ArrayList<>();
  private final Set<Call> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The number of each call's first result. */
  private final Map<Call, Integer> first = new IdentityHashMap<>();

  private int count;

  private CallOrder(LayerGraph graph) {
    this.graph = graph;
  }

  /**
   * Follows a network from its outputs to its inputs.
   *
   * @throws IllegalArgumentException if an input that is needed is not listed, or one is listed
   *     twice
   */
  public static CallOrder of(LayerGraph graph) {
    CallOrder order = new CallOrder(graph);
    order.build();
    return order;
  }

  private void build() {
    if (graph.inputs().isEmpty() || graph.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one input and one output. Received: "
              + graph.inputs().size()
              + " inputs and "
              + graph.outputs().size()
              + " outputs");
    }
    for (Symbol input : graph.inputs()) {
      if (number(input) != UNKNOWN) {
        throw new IllegalArgumentException(
            "Expected each input once. Received twice: " + input.call().title());
      }
      numbers(input.call())[input.index()] = count++;
    }
    graph.outputs().forEach(this::find);
  }

  private int[] numbers(Call call) {
    return values.computeIfAbsent(
        call,
        unused -> {
          int[] numbers = new int[call.outputCount()];
          Arrays.fill(numbers, UNKNOWN);
          return numbers;
        });
  }

  /** The number of a value. */
  public int number(Symbol symbol) {
    return numbers(symbol.call())[symbol.index()];
  }

  /** The calls, each behind those that it needs. */
  public List<Call> calls() {
    return calls;
  }

  /** The layers in the order in which they are met on the way from the outputs, each once. */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * The shapes of all values by their numbers, for inputs of known sizes.
   *
   * @throws IllegalArgumentException if a layer cannot take its inputs
   */
  List<Shape> shapes(List<Shape> inputs) {
    Shape[] shapes = new Shape[count];
    inputs.toArray(shapes);
    for (Call call : calls) {
      List<Shape> given = call.inputs().stream().map(each -> shapes[number(each)]).toList();
      int at = first.get(call);
      for (Shape result : call.layer().outputShapes(given)) {
        shapes[at++] = result;
      }
    }
    return List.of(shapes);
  }

  /** The number of a call's first result. */
  public int first(Call call) {
    return first.get(call);
  }

  /** How many values there are. */
  public int count() {
    return count;
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
              + graph.inputs().stream().map(Symbol::call).map(Call::title).toList()
              + ". Received none for "
              + call.title());
    }
    if (met.add(call.layer())) {
      layers.add(call.layer());
    }
    path.push(new Visit(call));
  }

  /** Numbers a call's results, unless one of them is an input of the network. */
  private void finish(Call call) {
    calls.add(call);
    first.put(call, count);
    int[] numbers = numbers(call);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == UNKNOWN) {
        numbers[i] = count;
      }
      count++;
    }
  }
}
