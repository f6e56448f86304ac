package io.github.markhor;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a chain of layers into a graph. */
final class Tracer {
  private final Graph graph;
  private final boolean training;
  private final DTypePolicy policy;
  private final Set<BuiltLayer> frozen;
  private final List<Value> losses = new ArrayList<>();

  /**
   * @param frozen layers that do not train, as of the last {@code compile}
   */
  Tracer(Graph graph, boolean training, DTypePolicy policy, Set<BuiltLayer> frozen) {
    this.graph = graph;
    this.training = training;
    this.policy = policy;
    this.frozen = frozen;
  }

  Traced trace(List<BuiltLayer> layers, Value x) {
    Map<String, Value> outputs = new LinkedHashMap<>();
    Value value = x;
    for (BuiltLayer layer : layers) {
      DTypePolicy own = layer.layer().dtype() == null ? policy : layer.layer().dtype();
      Value input = value.cast(own.computeDType());
      value = layer.layer().call(input, new Context(layer, own.computeDType()));
      Shape expected = layer.outputShape().prepend(x.shape().size(0));
      if (!value.shape().equals(expected)) {
        throw new IllegalStateException(
            "Expected the layer "
                + layer.name()
                + " to give "
                + expected
                + ", as its outputShape says. Received: "
                + value.shape());
      }
      outputs.put(layer.name(), value);
    }
    return new Traced(value, outputs, losses);
  }

  private final class Context implements LayerContext {
    private final BuiltLayer layer;
    private final DType compute;

    Context(BuiltLayer layer, DType compute) {
      this.layer = layer;
      this.compute = compute;
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
      return variable(name).cast(compute);
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
    public void addLoss(Value penalty) {
      losses.add(penalty.cast(DType.FLOAT32));
    }

    private Variable find(String name) {
      for (Weight weight : layer.weights()) {
        if (weight.name().equals(name)) {
          return weight.variable();
        }
      }
      throw new IllegalArgumentException(
          "Expected a weight of the layer "
              + layer.name()
              + ", one of "
              + layer.weights().stream().map(Weight::name).toList()
              + ". Received: "
              + name);
    }
  }
}
