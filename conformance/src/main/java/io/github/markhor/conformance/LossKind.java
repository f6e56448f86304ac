package io.github.markhor.conformance;

import io.github.markhor.config.Registry;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.LossReduction;
import io.github.markhor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls a loss on plain arrays and takes its gradient. */
final class LossKind implements Kinds.Kind {
  @Override
  public void run(Case given, Checks checks) {
    Loss loss = Registry.make(Loss.class, given.get("loss"), given.dialect());
    Graph graph = new Graph();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Value yTrue = input(graph, inputs, given, "y_true");
    Value yPred = input(graph, inputs, given, "y_pred");
    Value weights =
        given.hasArray("sample_weight") ? input(graph, inputs, given, "sample_weight") : null;
    Value value = LossReduction.of(loss, yTrue, yPred, weights);
    graph.output("value", value);
    Value gradient = Gradients.of(value.sum(), List.of(yPred)).get(0);
    graph.output("dy_pred", gradient == null ? yPred.mul(0) : gradient);
    Map<String, NpyArray> outputs = Evaluation.once(graph, inputs);
    checks.close("value", given.array("value"), outputs.get("value"));
    checks.close("dy_pred", given.array("dy_pred"), outputs.get("dy_pred"));
  }

  static Value input(Graph graph, Map<String, Tensor> inputs, Case given, String name) {
    return input(graph, inputs, name, given.tensor(name));
  }

  static Value input(Graph graph, Map<String, Tensor> inputs, String name, Tensor values) {
    inputs.put(name, values);
    return graph.input(name, Type.float32(values.shape()));
  }
}
