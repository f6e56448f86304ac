package io.github.markhor.engine;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Rewrite;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model's lowered graphs and the memory they run in. All executables of an arena share its
 * memory, which is as large as the largest needs. Who runs one borrows the arena; a second thread
 * gets a second arena, up to one for each processor.
 */
public final class Executables implements AutoCloseable {
  /** More shapes and modes than this at a time are lowered again when they come back. */
  private static final int LIMIT = 24;

  private final Backend backend;
  private final Function<Variable, Location> variables;
  private final int maximum = Runtime.getRuntime().availableProcessors();
  private final Map<StepGraphs.Key, Program> programs = new LinkedHashMap<>(16, 0.75f, true);

  /** The arena's bytes that the program of a key should stay within, where that has been said. */
  private final Map<StepGraphs.Key, Long> limits = new HashMap<>();

  private final List<Arena> arenas = new ArrayList<>();
  private final Deque<Arena> free = new ArrayDeque<>();
  private boolean closed;

  Executables(Backend backend, Function<Variable, Location> variables) {
    this.backend = backend;
    this.variables = variables;
  }

  /** An executable and the arena it runs in, until it is given back. */
  final class Lease implements AutoCloseable {
    private final Arena arena;
    private final Executable executable;

    private Lease(Arena arena, Executable executable) {
      this.arena = arena;
      this.executable = executable;
    }

    Executable executable() {
      return executable;
    }

    @Override
    public void close() {
      giveBack(arena);
    }
  }

  private final class Arena {
    private Memory memory;
    private final Map<Program, Executable> executables = new HashMap<>();

    Executable executable(Program program) {
      if (memory == null || memory.bytes() < program.arenaBytes()) {
        free();
        memory = backend.allocate(program.arenaBytes());
      }
      return executables.computeIfAbsent(program, key -> key.bind(memory, variables));
    }

    void remove(Program program) {
      Executable executable = executables.remove(program);
      if (executable != null) {
        executable.close();
      }
    }

    void free() {
      executables.values().forEach(Executable::close);
      executables.clear();
      if (memory != null) {
        memory.close();
        memory = null;
      }
    }
  }

  public Backend backend() {
    return backend;
  }

  /** The memory of the program of a key, lowering it if it was not yet. */
  synchronized ProgramMemory memory(StepGraphs.Key key, Supplier<Graph> graph) {
    return program(key, graph).memory();
  }

  /**
   * Lowers the program of a key anew if it takes more of an arena than a limit and may be lowered
   * in another way. It must not be running.
   */
  synchronized ProgramMemory plan(StepGraphs.Key key, Supplier<Graph> graph, long arenaBytes) {
    Program known = programs.get(key);
    Long before = limits.get(key);
    if (known != null && known.arenaBytes() > arenaBytes) {
      discard(key);
    }
    if (before == null ? arenaBytes < Long.MAX_VALUE : arenaBytes < before) {
      limits.put(key, arenaBytes);
    }
    return memory(key, graph);
  }

  /** Forgets limits, and the programs lowered for them, which must not be running. */
  synchronized void forgetLimits() {
    limits.keySet().forEach(this::discard);
    limits.clear();
  }

  /** Frees the arenas that are larger than that and not in use. */
  synchronized void trim(long arenaBytes) {
    for (Arena arena : free) {
      if (arena.memory != null && arena.memory.bytes() > arenaBytes) {
        arena.free();
      }
    }
  }

  private void discard(StepGraphs.Key key) {
    Program program = programs.remove(key);
    if (program != null) {
      arenas.forEach(arena -> arena.remove(program));
      program.close();
    }
  }

  /** The program of a key, lowered from the graph if it was not yet, ready to run. */
  synchronized Lease borrow(StepGraphs.Key key, Supplier<Graph> graph) {
    while (!closed && free.isEmpty() && arenas.size() == maximum) {
      try {
        wait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new CancellationException(
            "Interrupted while all " + maximum + " arenas of the model were in use.");
      }
    }
    if (closed) {
      throw new IllegalStateException(VariableStore.CLOSED);
    }
    Program program = program(key, graph);
    if (free.isEmpty()) {
      Arena arena = new Arena();
      arenas.add(arena);
      free.push(arena);
    }
    // Bound before it is taken, so that a failure leaves the arena free.
    Executable executable = free.peek().executable(program);
    return new Lease(free.pop(), executable);
  }

  private Program program(StepGraphs.Key key, Supplier<Graph> graph) {
    Program program = programs.get(key);
    if (program == null) {
      if (programs.size() >= LIMIT && free.size() == arenas.size()) {
        evictEldest();
      }
      Long limit = limits.get(key);
      Rewrite.checkNames(backend.rewrites());
      Graph made = graph.get();
      program = limit == null ? backend.lower(made) : backend.lower(made, limit);
      programs.put(key, program);
    }
    return program;
  }

  private void evictEldest() {
    discard(programs.keySet().iterator().next());
  }

  private synchronized void giveBack(Arena arena) {
    if (closed) {
      arenas.remove(arena);
      arena.free();
      closeProgramsIfIdle();
    } else {
      free.push(arena);
    }
    notifyAll();
  }

  /** Frees everything that is not in use, and the rest when it is given back. */
  @Override
  public synchronized void close() {
    closed = true;
    free.forEach(Arena::free);
    arenas.removeAll(free);
    free.clear();
    closeProgramsIfIdle();
    notifyAll();
  }

  /** Waits until nothing runs any more; after {@link #close}. */
  synchronized void awaitIdle() {
    boolean interrupted = false;
    while (!arenas.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeProgramsIfIdle() {
    if (arenas.isEmpty()) {
      programs.values().forEach(Program::close);
      programs.clear();
    }
  }
}
