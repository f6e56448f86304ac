package io.github.markhor.backend;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Memory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph lowered and bound, on a backend under test. */
final class Running implements AutoCloseable {
  private final Program program;
  private final Memory arena;
  private final Executable executable;
  private final Map<String, Integer> outputs = new LinkedHashMap<>();

  Running(Backend backend, Graph graph) {
    this(backend, graph, null);
  }

  Running(Backend backend, Graph graph, VariableStore variables) {
    graph
        .outputs()
        .forEach((name, value) -> outputs.put(name, Math.toIntExact(value.shape().elements())));
    program = backend.lower(graph);
    arena = backend.allocate(program.arenaBytes());
    executable = program.bind(arena, variable -> variables.location(variable));
  }

  /** Runs once, in an arena full of what another executable may have left there. */
  Map<String, float[]> step(Map<String, float[]> inputs, Step step) {
    spoil(arena);
    inputs.forEach((name, values) -> executable.write(name, FloatBuffer.wrap(values)));
    executable.run(step);
    return read(executable, outputs);
  }

  static Map<String, float[]> read(Executable executable, Map<String, Integer> sizes) {
    Map<String, float[]> results = new LinkedHashMap<>();
    sizes.forEach(
        (name, size) -> {
          float[] values = new float[size];
          executable.read(name, FloatBuffer.wrap(values));
          results.put(name, values);
        });
    return results;
  }

  static void spoil(Memory arena) {
    float[] page = new float[1024];
    Arrays.fill(page, Float.NaN);
    long floats = arena.bytes() / Float.BYTES;
    for (long at = 0; at < floats; at += page.length) {
      int count = (int) Math.min(page.length, floats - at);
      arena.write(at * Float.BYTES, FloatBuffer.wrap(page, 0, count));
    }
  }

  Executable executable() {
    return executable;
  }

  Program program() {
    return program;
  }

  @Override
  public void close() {
    executable.close();
    program.close();
    arena.close();
  }
}
