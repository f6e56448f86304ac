package io.github.markhor.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Program;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Memory;
import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A product of bfloat16 matrices that is only read as float32 is not rounded to bfloat16. */
class Float32ResultsTest {
  private static final int LENGTH = 100;

  /** 1/4 + 1/4 + ... and one number more: bfloat16 holds each, but not the sum. */
  private static float product(boolean alsoRounded) {
    Graph graph = new Graph();
    Value a = graph.input("a", new Type(Shape.of(1, LENGTH), DType.FLOAT32));
    Value b = graph.input("b", new Type(Shape.of(LENGTH, 1), DType.FLOAT32));
    Value product = a.cast(DType.BFLOAT16).matMul(b.cast(DType.BFLOAT16));
    graph.output("y", product.cast(DType.FLOAT32));
    if (alsoRounded) {
      graph.output("other", product.cast(DType.FLOAT32).add(product.square().cast(DType.FLOAT32)));
    }
    Backend backend = Backends.get("onednn");
    try (Program program = lowered(backend, graph);
        Memory arena = backend.allocate(program.arenaBytes());
        Executable executable = program.bind(arena, variable -> null)) {
      float[] numbers = new float[LENGTH];
      float[] ones = new float[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        numbers[i] = i == 17 ? 1 / 64f : 0.25f;
        ones[i] = 1;
      }
      executable.write("a", FloatBuffer.wrap(numbers));
      executable.write("b", FloatBuffer.wrap(ones));
      executable.run(Step.NONE);
      float[] y = new float[1];
      executable.read("y", FloatBuffer.wrap(y));
      return y[0];
    }
  }

  /** Not every processor computes in bfloat16. */
  private static Program lowered(Backend backend, Graph graph) {
    try {
      return backend.lower(graph);
    } catch (BackendException cannot) {
      return Assumptions.abort(cannot.getMessage());
    }
  }

  @Test
  void keepsWhatBfloat16WouldLose() {
    assertEquals(99 * 0.25f + 1 / 64f, product(false));
  }

  @Test
  void roundsWhereTheProductItselfIsWanted() {
    assertNotEquals(99 * 0.25f + 1 / 64f, product(true));
  }
}
