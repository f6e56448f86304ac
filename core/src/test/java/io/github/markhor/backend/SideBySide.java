package io.github.markhor.backend;

import static io.github.markhor.backend.Comparison.assertNearLargest;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Runs a graph for some steps on a backend and on the interpreter, each with its own variables. */
final class SideBySide {
  /** The least that the largest number of a tensor counts as. */
  private static final double LEAST = 1e-3;

  private final Backend backend;
  private final Graph graph;
  private final Map<Variable, float[]> initial;
  private final double tolerance;

  /**
   * @param initial the variables' numbers before the first step
   * @param tolerance the allowed error relative to the expected number, and to the largest of its
   *     tensor
   */
  SideBySide(Backend backend, Graph graph, Map<Variable, float[]> initial, double tolerance) {
    this.backend = backend;
    this.graph = graph;
    this.initial = initial;
    this.tolerance = tolerance;
  }

  /** Compares all outputs and all variables after every step; returns the last outputs. */
  Map<String, float[]> run(int steps, IntFunction<Map<String, float[]>> inputs) {
    Interpreter interpreter = new Interpreter(graph, Precision.FLOAT32);
    Map<Variable, double[]> expected = new LinkedHashMap<>();
    initial.forEach((variable, values) -> expected.put(variable, Comparison.doubles(values)));
    Map<String, float[]> actualOutputs = Map.of();
    try (VariableStore actual = store(backend, initial);
        Running running = new Running(backend, graph, actual)) {
      for (int i = 0; i < steps; i++) {
        Step step = new Step(i, 0.1 / (1 + i), 42);
        Map<String, double[]> outputs =
            interpreter.run(Comparison.doubles(inputs.apply(i)), expected, step);
        actualOutputs = running.step(inputs.apply(i), step);
        assertEquals(outputs.keySet(), actualOutputs.keySet());
        for (String name : outputs.keySet()) {
          assertNearLargest(
              name + " in step " + i, outputs.get(name), actualOutputs.get(name), tolerance, LEAST);
        }
        for (Variable variable : expected.keySet()) {
          assertNearLargest(
              variable + " after step " + i,
              expected.get(variable),
              actual.get(variable),
              tolerance,
              LEAST);
        }
      }
    }
    return actualOutputs;
  }

  static VariableStore store(Backend backend, Map<Variable, float[]> initial) {
    VariableStore store = new VariableStore(backend::allocate, initial.keySet());
    initial.forEach(store::set);
    return store;
  }

  /** Numbers between low and high; one seed gives the same ones. */
  static float[] numbers(long seed, int count, double low, double high) {
    return Operand.between(low, high).numbers().make(count, new Random(seed));
  }
}
