package io.github.markhor.conformance;

import io.github.markhor.Model;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Traced;
import io.github.markhor.network.Weight;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a model and takes gradients of a weighted sum of its output. */
final class GradientKind implements Kinds.Kind {
  @Override
  public void run(Case given, Checks checks) {
    try (Model model = Models.build(given)) {
      run(given, checks, model, List.of("x"), List.of("y"));
    }
  }

  /** The same for a model of several inputs and outputs, whose arrays have numbers. */
  static void functional(Case given, Checks checks) {
    try (Model model = FunctionalKinds.build(given)) {
      run(
          given,
          checks,
          model,
          numbered("x", Ports.inputs(given)),
          numbered("y", Ports.outputs(given)));
    }
  }

  private static List<String> numbered(String name, Ports ports) {
    return IntStream.range(0, ports.size()).mapToObj(i -> name + i).toList();
  }

  /**
   * Compares the results and gradients of a model.
   *
   * @param xs the names of the inputs, in the model's order
   * @param ys the names of the outputs, in the model's order
   */
  private static void run(
      Case given, Checks checks, Model model, List<String> xs, List<String> ys) {
    Graph graph = new Graph();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<Value> with = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String x : xs) {
      with.add(LossKind.input(graph, inputs, given, x));
      names.add("d" + x);
    }
    Traced traced = model.trace(graph, List.copyOf(with), given.flag("training"));
    Value sum = null;
    for (int i = 0; i < ys.size(); i++) {
      Value y = traced.results().get(i);
      Value weighted = y.mul(LossKind.input(graph, inputs, given, "d" + ys.get(i))).sum();
      sum = sum == null ? weighted : sum.add(weighted);
      graph.output(ys.get(i), y);
    }
    List<Variable> variables = new ArrayList<>();
    List<Integer> places = Models.places(given, model);
    Value penalty = graph.constant(0);
    for (Value loss : traced.losses()) {
      penalty = penalty.add(loss);
    }
    List<BuiltLayer> layers = model.layers().stream().flatMap(BuiltLayer::withInner).toList();
    for (BuiltLayer layer : layers) {
      for (Weight weight : layer.ownWeights()) {
        if (layer.trainable() && weight.spec().trainable()) {
          Value value = graph.latest(weight.variable());
          with.add(value);
          names.add("dw" + places.get(variables.size()));
          if (weight.spec().regularizer() != null) {
            penalty = penalty.add(weight.spec().regularizer().penalty(value));
          }
        }
        variables.add(weight.variable());
      }
    }
    if (given.flag("includes_regularization")) {
      graph.output("regularization_loss", penalty);
      sum = sum.add(penalty);
    }
    List<Value> gradients = Gradients.of(sum, with);
    for (int i = 0; i < gradients.size(); i++) {
      graph.output(names.get(i), gradients.get(i) == null ? with.get(i).mul(0) : gradients.get(i));
    }
    try (Evaluation evaluation = new Evaluation(graph, variables)) {
      List<Tensor> before = given.tensors("w");
      for (int i = 0; i < variables.size(); i++) {
        evaluation.set(variables.get(i), before.get(places.get(i)));
      }
      Map<String, NpyArray> outputs = evaluation.run(Step.NONE, inputs);
      for (Object expected : given.list("expected")) {
        String name = (String) expected;
        if (!name.endsWith("_after")) {
          NpyArray actual = outputs.get(name);
          checks.that(actual != null, name + ": there is no such result");
          if (actual != null) {
            checks.close(name, given.array(name), actual);
          }
        }
      }
      for (int i = 0; i < variables.size(); i++) {
        String own = "w" + places.get(i);
        String after = own + "_after";
        NpyArray expected = given.array(given.hasArray(after) ? after : own);
        checks.close(after, expected, evaluation.get(variables.get(i)));
      }
    }
  }
}
