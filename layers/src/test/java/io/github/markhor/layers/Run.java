package io.github.markhor.layers;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain of layers, traced and computed by the interpreter, with the gradients of Σ y · dy plus
 * all penalties. Weights are named {@code kernel} in the first layer, {@code 1/kernel} in the
 * second.
 */
final class Run {
  private final Graph graph = new Graph();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, WeightSpec> specs = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final boolean training;
  private final Precision precision;
  private final Value y;
  private final List<Value> losses = new ArrayList<>();
  private Shape predicted;

  private Run(List<? extends Layer> layers, Shape x, boolean training, DTypePolicy policy) {
    this.training = training;
    this.precision = policy == DTypePolicy.FLOAT32 ? Precision.EXACT64 : Precision.FLOAT32;
    Value value = graph.input("x", Type.float32(x));
    Value input = value;
    predicted = x.dropFirst();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String prefix = i == 0 ? "" : i + "/";
      for (WeightSpec spec : layer.weights(predicted)) {
        variables.put(prefix + spec.name(), new Variable(prefix + spec.name(), spec.shape()));
        specs.put(prefix + spec.name(), spec);
        values.put(prefix + spec.name(), doubles(spec.initializer().values(spec.shape(), 7)));
        if (spec.regularizer() != null && layer.trainable()) {
          losses.add(spec.regularizer().penalty(graph.read(variables.get(prefix + spec.name()))));
        }
      }
      DTypePolicy own = layer.dtype() == null ? policy : layer.dtype();
      predicted = layer.outputShape(predicted);
      value = layer.call(value.cast(own.computeDType()), new Context(layer, prefix, own));
      if (layer.activityRegularizer() != null) {
        Value penalty = layer.activityRegularizer().penalty(value.cast(DType.FLOAT32));
        losses.add(penalty.div(x.size(0)));
      }
    }
    y = value;
    differentiate(layers, input);
  }

  private void differentiate(List<? extends Layer> layers, Value x) {
    Value dy = graph.input("dy", Type.float32(y.shape()));
    Value sum = y.cast(DType.FLOAT32).mul(dy).sum();
    Value penalties = graph.constant(0);
    for (Value loss : losses) {
      penalties = penalties.add(loss);
    }
    List<String> names = new ArrayList<>();
    List<Value> with = new ArrayList<>();
    names.add("dx");
    with.add(x);
    specs.forEach(
        (name, spec) -> {
          int layer = name.contains("/") ? Integer.parseInt(name.split("/")[0]) : 0;
          if (spec.trainable() && layers.get(layer).trainable()) {
            names.add("d" + name);
            with.add(graph.read(variables.get(name)));
          }
        });
    List<Value> gradients = Gradients.of(sum.add(penalties), with);
    for (int i = 0; i < names.size(); i++) {
      if (gradients.get(i) != null) {
        graph.output(names.get(i), gradients.get(i));
      }
    }
    graph.output("y", y);
    graph.output("loss", penalties);
  }

  static Run of(Layer layer, Shape x, boolean training) {
    return new Run(List.of(layer), x, training, DTypePolicy.FLOAT32);
  }

  static Run of(List<? extends Layer> layers, Shape x, boolean training) {
    return new Run(layers, x, training, DTypePolicy.FLOAT32);
  }

  static Run mixed(Layer layer, Shape x, boolean training) {
    return new Run(List.of(layer), x, training, DTypePolicy.MIXED_BFLOAT16);
  }

  Value result() {
    return y;
  }

  /** The shape of {@link Layer#outputShape}. */
  Shape predicted() {
    return predicted;
  }

  /** The names of all weights. */
  List<String> weights() {
    return List.copyOf(specs.keySet());
  }

  WeightSpec spec(String weight) {
    return specs.get(weight);
  }

  double[] weight(String name) {
    return values.get(name);
  }

  Run set(String name, double... numbers) {
    if (!values.containsKey(name) || numbers.length != specs.get(name).shape().elements()) {
      throw new IllegalArgumentException(name + " of " + specs);
    }
    values.put(name, numbers.clone());
    return this;
  }

  /** Computes once, with dy all 1; assigned weights are changed. */
  Map<String, double[]> run(double[] x, Step step) {
    double[] ones = new double[(int) y.shape().elements()];
    Arrays.fill(ones, 1);
    return run(x, ones, step);
  }

  /** Computes once; assigned weights are changed. */
  Map<String, double[]> run(double[] x, double[] dy, Step step) {
    Map<Variable, double[]> state = new HashMap<>();
    variables.forEach((name, variable) -> state.put(variable, values.get(name)));
    Map<String, double[]> results =
        new Interpreter(graph, precision).run(Map.of("x", x, "dy", dy), state, step);
    variables.forEach((name, variable) -> values.put(name, state.get(variable)));
    return results;
  }

  static double[] doubles(float[] numbers) {
    double[] result = new double[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = numbers[i];
    }
    return result;
  }

  /** Numbers without symmetry, between -1 and 1, no two alike. */
  static double[] numbers(long count, double phase) {
    double[] result = new double[(int) count];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.sin(phase + 1.7 * i + 0.013 * i * i);
    }
    return result;
  }

  private final class Context implements LayerContext {
    private final Layer layer;
    private final String prefix;
    private final DTypePolicy policy;

    Context(Layer layer, String prefix, DTypePolicy policy) {
      this.layer = layer;
      this.prefix = prefix;
      this.policy = policy;
    }

    @Override
    public boolean training() {
      return training;
    }

    @Override
    public boolean trainable() {
      return layer.trainable();
    }

    @Override
    public Value weight(String name) {
      return variable(name).cast(policy.computeDType());
    }

    @Override
    public Value variable(String name) {
      return graph.read(variables.get(prefix + name));
    }

    @Override
    public void assign(String name, Value value) {
      graph.assign(variables.get(prefix + name), value);
    }

    @Override
    public List<Value> callLayers(List<Value> inputs) {
      throw new UnsupportedOperationException("A run is of layers without others within them.");
    }

    @Override
    public void addLoss(Value penalty) {
      losses.add(penalty);
    }
  }
}
