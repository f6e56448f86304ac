package io.github.markhor.conformance;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A graph that is run on the default backend, with variables of its own. */
final class Evaluation implements AutoCloseable {
  private final Graph graph;
  private final VariableStore variables;
  private final Program program;
  private final Memory arena;
  private final Executable executable;

  Evaluation(Graph graph, Collection<Variable> variables) {
    this.graph = graph;
    Backend backend = Backends.get(null);
    this.variables = new VariableStore(backend::allocate, variables);
    this.program = backend.lower(graph);
    this.arena = backend.allocate(program.arenaBytes());
    this.executable = program.bind(arena, this.variables::location);
  }

  /** Runs a graph without variables once and reads an output of it. */
  static Map<String, NpyArray> once(Graph graph, Map<String, Tensor> inputs) {
    try (Evaluation evaluation = new Evaluation(graph, List.of())) {
      return evaluation.run(Step.NONE, inputs);
    }
  }

  void set(Variable variable, Tensor values) {
    variables.set(variable, values.buffer());
  }

  NpyArray get(Variable variable) {
    return NpyArray.of(variable.shape(), variables.get(variable));
  }

  /** Runs once and reads all outputs. */
  Map<String, NpyArray> run(Step step, Map<String, Tensor> inputs) {
    inputs.forEach((name, values) -> executable.write(name, values.buffer()));
    executable.run(step);
    Map<String, NpyArray> outputs = new java.util.LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (name, value) -> {
              Shape shape = value.shape();
              float[] values = new float[Math.toIntExact(shape.elements())];
              executable.read(name, FloatBuffer.wrap(values));
              outputs.put(name, NpyArray.of(shape, values));
            });
    return outputs;
  }

  @Override
  public void close() {
    executable.close();
    program.close();
    arena.close();
    variables.close();
  }
}
