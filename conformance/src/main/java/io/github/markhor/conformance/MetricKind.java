package io.github.markhor.conformance;

import io.github.markhor.config.Registry;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.metrics.Metric;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Updates a metric batch by batch and looks at its result after each. */
final class MetricKind implements Kinds.Kind {
  @Override
  public void run(Case given, Checks checks) {
    Metric metric = Registry.make(Metric.class, given.get("metric"), given.dialect());
    if (given.has("resolved")) {
      Metric resolved =
          metric.resolve(given.array("y_true_0").shape(), given.array("y_pred_0").shape());
      checks.equal("resolved", given.get("resolved"), resolved.className());
    }
    Map<String, NpyArray> sums = new HashMap<>();
    for (int k = 0; given.hasArray("y_true_" + k); k++) {
      update(metric, given, k, sums);
      double[] results = metric.results(name -> floats(sums.get(name)));
      NpyArray expected = given.array("result_" + k);
      boolean one = results.length == 1 && expected.shape().rank() == 0;
      Shape shape = one ? Shape.of() : Shape.of(results.length);
      checks.close("result_" + k, expected, new NpyArray(shape, results));
    }
  }

  /** Each update has shapes of its own, so each is a graph of its own. */
  private static void update(Metric metric, Case given, int k, Map<String, NpyArray> sums) {
    Graph graph = new Graph();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Value yTrue = LossKind.input(graph, inputs, given, "y_true_" + k);
    Value yPred = LossKind.input(graph, inputs, given, "y_pred_" + k);
    Value weights =
        given.hasArray("sample_weight_" + k)
            ? LossKind.input(graph, inputs, given, "sample_weight_" + k)
            : null;
    GraphSums graphSums = new GraphSums(graph);
    metric.update(graphSums, yTrue, yPred, weights);
    try (Evaluation evaluation = new Evaluation(graph, graphSums.variables.values())) {
      graphSums.variables.forEach(
          (name, variable) -> {
            if (sums.containsKey(name)) {
              evaluation.set(variable, sums.get(name).tensor());
            }
          });
      evaluation.run(Step.NONE, inputs);
      graphSums.variables.forEach((name, variable) -> sums.put(name, evaluation.get(variable)));
    }
  }

  private static float[] floats(NpyArray array) {
    return array.tensor().toArray();
  }

  private static final class GraphSums implements Metric.Sums {
    private final Graph graph;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    GraphSums(Graph graph) {
      this.graph = graph;
    }

    private Variable variable(String name, Shape shape) {
      return variables.computeIfAbsent(name, unused -> new Variable(name, shape));
    }

    @Override
    public void add(String name, Value value) {
      set(name, get(name, value.shape()).add(value));
    }

    @Override
    public Value get(String name, Shape shape) {
      return graph.read(variable(name, shape));
    }

    @Override
    public void set(String name, Value value) {
      graph.assign(variable(name, value.shape()), value);
    }
  }
}
