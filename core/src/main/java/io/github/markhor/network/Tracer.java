package io.github.markhor.network;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.network.CallGraph.BuiltCall;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a network into a graph. */
public final class Tracer {
  private final Graph graph;
  private final boolean training;
  private final Set<BuiltLayer> frozen;
  private final Map<Integer, Value> replaced;
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final List<Value> losses = new ArrayList<>();
  private final List<Made> made = new ArrayList<>();

  /** The path of the innermost layer that made each node, by the node's number. */
  private final Map<Integer, String> makers = new HashMap<>();

  /**
   * @param frozen layers that do not train, as of the last {@code compile}
   */
  public Tracer(Graph graph, boolean training, Set<BuiltLayer> frozen) {
    this(graph, training, frozen, Map.of());
  }

  /**
   * A tracer that goes on from values that are known.
   *
   * @param replaced what stands for results that need not be computed, by their places in {@link
   *     #made}
   */
  public Tracer(
      Graph graph, boolean training, Set<BuiltLayer> frozen, Map<Integer, Value> replaced) {
    this.graph = graph;
    this.training = training;
    this.frozen = frozen;
    this.replaced = replaced;
  }

  /**
   * An input of the network, or a result of a layer.
   *
   * @param path of the layer; null for an input
   * @param layer null for an input
   */
  public record Made(String path, BuiltLayer layer, Value value) {}

  /**
   * The inputs and then the results of all layers, in the order in which they were made: those of
   * the layers within one before its own.
   */
  public List<Made> made() {
    return made;
  }

  /**
   * Puts a network into the graph.
   *
   * @param policy of the layers that have none of their own
   */
  public Traced trace(CallGraph network, List<Value> inputs, DTypePolicy policy) {
    List<Value> given = inputs.stream().map(input -> known(null, null, input)).toList();
    return new Traced(run(network, given, policy, "", training), outputs, losses);
  }

  /** Notes a value that was made; gives it, or what stands for it. */
  private Value known(String path, BuiltLayer layer, Value value) {
    Value other = replaced.get(made.size());
    Value known = other == null ? value : other.cast(value.dtype());
    made.add(new Made(path, layer, known));
    return known;
  }

  /** The path of the innermost layer that made a node, or null. */
  public String maker(Node node) {
    return makers.get(node.id());
  }

  /** Puts calls one after the other; gives the network's outputs. */
  private List<Value> run(
      CallGraph network,
      List<Value> inputs,
      DTypePolicy policy,
      String prefix,
      boolean inTraining) {
    List<Value> values = new ArrayList<>(inputs);
    for (BuiltCall call : network.calls()) {
      BuiltLayer layer = call.layer();
      DTypePolicy own = layer.layer().dtype() == null ? policy : layer.layer().dtype();
      int before = graph.nodes().size();
      List<Value> given =
          call.inputs().stream().map(i -> values.get(i).cast(own.computeDType())).toList();
      boolean trains = call.training() == null ? inTraining : call.training();
      String path = prefix + layer.name();
      List<Value> computed = layer.layer().call(given, new Context(layer, own, path, trains));
      check(path, call, computed, given);
      List<Value> results = computed.stream().map(result -> known(path, layer, result)).toList();
      Regularizer regularizer = layer.layer().activityRegularizer();
      if (regularizer != null) {
        for (Value result : results) {
          losses.add(regularizer.penalty(result.cast(DType.FLOAT32)).div(result.shape().size(0)));
        }
      }
      outputs.putIfAbsent(path, results.get(0));
      values.addAll(results);
      for (int id = before; id < graph.nodes().size(); id++) {
        makers.putIfAbsent(id, path);
      }
    }
    return network.outputs().stream().map(output -> values.get(output.value())).toList();
  }

  private static void check(String path, BuiltCall call, List<Value> results, List<Value> given) {
    int batch = given.get(0).shape().size(0);
    // Not those of the plan: a model within this one may have been planned for other sizes.
    List<Shape> planned =
        call.layer().outputShapes(given.stream().map(each -> each.shape().dropFirst()).toList());
    List<Shape> expected = planned.stream().map(each -> each.prepend(batch)).toList();
    List<Shape> received = results.stream().map(Value::shape).toList();
    if (!received.equals(expected)) {
      throw new IllegalStateException(
          "Expected the layer "
              + path
              + " to give "
              + expected
              + ", as its outputShape says. Received: "
              + received);
    }
  }

  private final class Context implements LayerContext {
    private final BuiltLayer layer;
    private final DTypePolicy policy;

    private final String path;
    private final boolean inTraining;

    Context(BuiltLayer layer, DTypePolicy policy, String path, boolean inTraining) {
      this.layer = layer;
      this.policy = policy;
      this.path = path;
      this.inTraining = inTraining;
    }

    @Override
    public boolean training() {
      return inTraining;
    }

    @Override
    public boolean trainable() {
      return !frozen.contains(layer);
    }

    @Override
    public Value weight(String name) {
      return variable(name).cast(policy.computeDType());
    }

    @Override
    public Value variable(String name) {
      Weight weight = find(name);
      Variable variable = weight.variable();
      // A layer that is called again goes on from what it has assigned; no gradient goes through
      // that, as through no variable.
      return weight.spec().trainable() || !graph.assignments().containsKey(variable)
          ? graph.current(variable)
          : graph.latest(variable).stopGradient();
    }

    @Override
    public void assign(String name, Value value) {
      Variable variable = find(name).variable();
      graph.withdraw(variable);
      graph.assign(variable, value);
    }

    @Override
    public List<Value> callLayers(List<Value> inputs) {
      return run(layer.inner(), inputs, policy, path + "/", inTraining).stream()
          .map(result -> result.cast(policy.computeDType()))
          .toList();
    }

    @Override
    public void addLoss(Value penalty) {
      losses.add(penalty.cast(DType.FLOAT32));
    }

    private Weight find(String name) {
      for (Weight weight : layer.ownWeights()) {
        if (weight.name().equals(name)) {
          return weight;
        }
      }
      throw new IllegalArgumentException(
          "Expected a weight of the layer "
              + path
              + ", one of "
              + layer.ownWeights().stream().map(Weight::name).toList()
              + ". Received: "
              + name);
    }
  }
}
