package io.github.markhor.backend;

import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import java.util.function.Function;

/** A lowered graph, with all that the backend made for it. It may be bound several times. */
public interface Program extends AutoCloseable {
  /** The bytes of arena that each executable needs. */
  long arenaBytes();

  /** The memory by its uses; the arena's size alone, if the backend cannot say more. */
  default ProgramMemory memory() {
    return new ProgramMemory(arenaBytes(), 0, 0, 0, 0, 0);
  }

  /**
   * An executable that computes in an arena of at least {@link #arenaBytes} and on the variables
   * where they lie. The arena may be shared with other executables that do not run at the same
   * time: nothing in it outlives a run, except that outputs can be read until the next.
   */
  Executable bind(Memory arena, Function<Variable, Location> variables);

  /** Frees the program, whose executables must be closed before. Closing twice is no error. */
  @Override
  void close();
}
