package io.github.markhor.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.Bfloat16Contract;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Memory;
import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Holds the backend onednn to the interpreter with emulated bfloat16, on any processor. */
final class EmulatedBfloat16Test extends Bfloat16Contract {
  private static Backend emulating;

  @Override
  protected Backend backend() {
    if (emulating == null) {
      // Loads the natives.
      Backends.get("onednn");
      emulating = new OnednnBackend(OnednnBackend::wantedSlices, () -> true);
    }
    return emulating;
  }

  @Override
  protected boolean mayLackBfloat16() {
    return false;
  }

  @AfterEach
  void asByDefault() {
    System.clearProperty(Bfloat16Support.PROPERTY);
  }

  @Test
  void everyResultIsRounded() {
    for (int size : new int[] {7, 5003}) {
      Graph graph = new Graph();
      Value x = graph.input("x", Type.float32(Shape.of(size)));
      graph.output("y", x.cast(DType.BFLOAT16).square().mul(3));
      float[] numbers = new float[size];
      float[] expected = new float[size];
      for (int i = 0; i < size; i++) {
        numbers[i] = (float) Math.sin(i + 1);
        float rounded = Precision.bfloat16(numbers[i]);
        expected[i] = Precision.bfloat16(3 * Precision.bfloat16(rounded * rounded));
      }
      Program program = backend().lower(graph);
      try (Memory arena = backend().allocate(program.arenaBytes());
          Executable executable = program.bind(arena, variable -> null)) {
        executable.write("x", FloatBuffer.wrap(numbers));
        executable.run(Step.NONE);
        float[] y = new float[size];
        executable.read("y", FloatBuffer.wrap(y));
        assertArrayEquals(expected, y);
      } finally {
        program.close();
      }
    }
  }

  /** Runs where oneDNN is told to use older instructions: ONEDNN_MAX_CPU_ISA=AVX2. */
  @Test
  void aProcessorThatCannotIsToldWhatToDo() {
    Graph graph = new Graph();
    Value x = graph.input("x", Type.float32(Shape.of(7)));
    graph.output("y", x.cast(DType.BFLOAT16).square());
    try {
      Backends.get("onednn").lower(graph).close();
      Assumptions.abort("This processor computes in bfloat16.");
    } catch (BackendException refused) {
      assertTrue(refused.getMessage().contains("float32"), refused.getMessage());
      assertTrue(refused.getMessage().contains("-Dmarkhor.bfloat16=emulate"));
    }
  }

  @Test
  void thePropertySaysSoOrIsRefused() {
    assertEquals(false, Bfloat16Support.emulationWanted());
    System.setProperty(Bfloat16Support.PROPERTY, "emulate");
    assertEquals(true, Bfloat16Support.emulationWanted());
    System.setProperty(Bfloat16Support.PROPERTY, "fast");
    assertThrows(IllegalArgumentException.class, Bfloat16Support::emulationWanted);
  }
}
