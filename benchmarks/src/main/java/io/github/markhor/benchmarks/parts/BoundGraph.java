package io.github.markhor.benchmarks.parts;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import java.util.Collection;

/** A graph lowered by the default backend and bound to memory of its own. */
final class BoundGraph implements AutoCloseable {
  private final VariableStore variables;
  private final Program program;
  private final Memory arena;
  private final Executable executable;

  BoundGraph(Graph graph, Collection<Variable> variables) {
    Backend backend = Backends.get(null);
    this.variables = new VariableStore(backend::allocate, variables);
    program = backend.lower(graph);
    arena = backend.allocate(program.arenaBytes());
    executable = program.bind(arena, this.variables::location);
  }

  Executable executable() {
    return executable;
  }

  VariableStore variables() {
    return variables;
  }

  @Override
  public void close() {
    executable.close();
    program.close();
    arena.close();
    variables.close();
  }
}
