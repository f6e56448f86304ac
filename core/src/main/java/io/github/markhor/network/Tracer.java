package io.github.markhor.network;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a chain of layers into a graph. */
public final class Tracer {
  private final Graph graph;
  private final boolean training;
  private final Set<BuiltLayer> frozen;
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final List<Value> losses = new ArrayList<>();

  /** The path of the innermost layer that made each node, by the node's number. */
  private final Map<Integer, String> makers = new HashMap<>();

  /**
   * @param frozen layers that do not train, as of the last {@code compile}
   */
  public Tracer(Graph graph, boolean training, Set<BuiltLayer> frozen) {
    this.graph = graph;
    this.training = training;
    this.frozen = frozen;
  }

  public Traced trace(List<BuiltLayer> layers, Value x, DTypePolicy policy) {
    return new Traced(run(layers, x, policy), outputs, losses);
  }

  /** The path of the innermost layer that made a node, or null. */
  public String maker(Node node) {
    return makers.get(node.id());
  }

  /**
   * Puts layers one after the other.
   *
   * @param policy of the layers that have none of their own
   */
  private Value run(List<BuiltLayer> layers, Value x, DTypePolicy policy) {
    Value value = x;
    for (BuiltLayer layer : layers) {
      DTypePolicy own = layer.layer().dtype() == null ? policy : layer.layer().dtype();
      int before = graph.nodes().size();
      Value input = value.cast(own.computeDType());
      value = layer.layer().call(input, new Context(layer, own));
      Shape planned =
          layer.outputShape().isKnown()
              ? layer.outputShape()
              : layer.layer().outputShape(input.shape().dropFirst());
      Shape expected = planned.prepend(x.shape().size(0));
      if (!value.shape().equals(expected)) {
        throw new IllegalStateException(
            "Expected the layer "
                + layer.path()
                + " to give "
                + expected
                + ", as its outputShape says. Received: "
                + value.shape());
      }
      Regularizer regularizer = layer.layer().activityRegularizer();
      if (regularizer != null) {
        losses.add(regularizer.penalty(value.cast(DType.FLOAT32)).div(x.shape().size(0)));
      }
      outputs.put(layer.path(), value);
      for (int id = before; id < graph.nodes().size(); id++) {
        makers.putIfAbsent(id, layer.path());
      }
    }
    return value;
  }

  private final class Context implements LayerContext {
    private final BuiltLayer layer;
    private final DTypePolicy policy;

    Context(BuiltLayer layer, DTypePolicy policy) {
      this.layer = layer;
      this.policy = policy;
    }

    @Override
    public boolean training() {
      return training;
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
      return graph.read(find(name));
    }

    @Override
    public void assign(String name, Value value) {
      graph.assign(find(name), value);
    }

    @Override
    public Value callLayers(Value x) {
      return run(layer.layers(), x, policy).cast(policy.computeDType());
    }

    @Override
    public void addLoss(Value penalty) {
      losses.add(penalty.cast(DType.FLOAT32));
    }

    private Variable find(String name) {
      for (Weight weight : layer.ownWeights()) {
        if (weight.name().equals(name)) {
          return weight.variable();
        }
      }
      throw new IllegalArgumentException(
          "Expected a weight of the layer "
              + layer.path()
              + ", one of "
              + layer.ownWeights().stream().map(Weight::name).toList()
              + ". Received: "
              + name);
    }
  }
}
