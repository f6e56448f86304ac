package io.github.markhor.conformance;

import io.github.markhor.config.Registry;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Variable;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.OptimizerStep;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies given gradients to variables, step by step. */
final class OptimizerKind implements Kinds.Kind {
  @Override
  public void run(Case given, Checks checks) {
    Optimizer optimizer = Registry.make(Optimizer.class, given.get("optimizer"), given.dialect());
    Graph graph = new Graph();
    List<OptimizerStep.Weight> weights = new ArrayList<>();
    List<Variable> all = new ArrayList<>();
    List<Tensor> starts = given.tensors("v");
    for (int i = 0; i < starts.size(); i++) {
      Variable variable = new Variable("v" + i, starts.get(i).shape());
      all.add(variable);
      weights.add(
          new OptimizerStep.Weight(
              variable, graph.input("g" + i, Type.float32(variable.shape())), null));
    }
    Map<Variable, Float> slots = new LinkedHashMap<>();
    Map<String, Variable> slotsByName = new HashMap<>();
    OptimizerStep.apply(
        graph,
        optimizer,
        weights,
        (weight, name, shape, start) -> {
          String full = weight == null ? name : weight.name() + "/" + name;
          Variable slot = new Variable(full, shape);
          slots.put(slot, (float) start);
          slotsByName.put(full, slot);
          return slot;
        });
    List<Variable> variables = new ArrayList<>(all);
    variables.addAll(slots.keySet());
    try (Evaluation evaluation = new Evaluation(graph, variables)) {
      for (int i = 0; i < all.size(); i++) {
        evaluation.set(all.get(i), starts.get(i));
      }
      slots.forEach((slot, start) -> evaluation.set(slot, filled(slot, start)));
      for (int step = 0; step < given.number("steps"); step++) {
        step(given, checks, optimizer, evaluation, all, step);
      }
      for (int i = 0; given.hasArray("v" + i + "_final"); i++) {
        checks.close(
            "v" + i + "_final",
            given.array("v" + i + "_final"),
            evaluation.get(slotsByName.get("v" + i + "/" + OptimizerStep.AVERAGE)));
      }
    }
  }

  private static Tensor filled(Variable slot, float value) {
    Tensor tensor = Tensor.zeros(slot.shape().toArray());
    for (int i = 0; i < tensor.shape().elements(); i++) {
      tensor.buffer().put(i, value);
    }
    return tensor;
  }

  private static void step(
      Case given,
      Checks checks,
      Optimizer optimizer,
      Evaluation evaluation,
      List<Variable> variables,
      int step) {
    Map<String, Tensor> gradients = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      gradients.put("g" + i, given.tensor("g" + step + "_" + i));
    }
    double rate = optimizer.learningRateAt(step, optimizer.learningRate());
    evaluation.run(new Step(step, rate, 0), gradients);
    for (int i = 0; i < variables.size(); i++) {
      String name = "v" + i + "_after_" + step;
      checks.close(name, given.array(name), evaluation.get(variables.get(i)));
    }
  }
}
