package io.github.markhor.metrics;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/** A metric with its sums, updated by the interpreter. */
final class RunningMetric {
  private final Metric metric;
  private final Map<String, Variable> variables = new HashMap<>();
  private final Map<Variable, double[]> numbers = new HashMap<>();

  RunningMetric(Metric metric) {
    this.metric = metric;
  }

  Metric metric() {
    return metric;
  }

  double update(Shape shapeTrue, double[] yTrue, Shape shapePred, double[] yPred, double... w) {
    Graph graph = new Graph();
    Value y = graph.input("y", Type.float32(shapeTrue));
    Value p = graph.input("p", Type.float32(shapePred));
    Value weights = w.length == 0 ? null : graph.input("w", Type.float32(Shape.of(w.length)));
    metric.update(sums(graph), y, p, weights);
    new Interpreter(graph, Precision.FLOAT32)
        .run(Map.of("y", yTrue, "p", yPred, "w", w), numbers, Step.NONE);
    return result();
  }

  double result() {
    return metric.result(this::sums);
  }

  double[] results() {
    return metric.results(this::sums);
  }

  private float[] sums(String name) {
    Variable variable = variables.get(name);
    double[] sums = variable == null ? new double[1] : numbers.get(variable);
    float[] rounded = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      rounded[i] = (float) sums[i];
    }
    return rounded;
  }

  private Metric.Sums sums(Graph graph) {
    return new Metric.Sums() {
      @Override
      public void add(String name, Value value) {
        set(name, get(name, value.shape()).add(value));
      }

      @Override
      public Value get(String name, Shape shape) {
        Variable variable = variables.computeIfAbsent(name, key -> new Variable(key, shape));
        numbers.computeIfAbsent(variable, key -> new double[(int) shape.elements()]);
        return graph.read(variable);
      }

      @Override
      public void set(String name, Value value) {
        get(name, value.shape());
        graph.assign(variables.get(name), value);
      }
    };
  }
}
