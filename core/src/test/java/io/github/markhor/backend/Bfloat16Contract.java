package io.github.markhor.backend;

import static io.github.markhor.backend.Comparison.assertNear;
import static io.github.markhor.backend.Comparison.assertNearLargest;
import static io.github.markhor.backend.Comparison.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the results of a backend in bfloat16 to the interpreter. Not every processor computes in
 * bfloat16: if the backend says so, the cases are skipped.
 */
public abstract class Bfloat16Contract {
  /** The backend under test. */
  protected abstract Backend backend();

  @TestFactory
  Stream<DynamicTest> operationsInBfloat16() {
    return Cases.bfloat16().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(), () -> ifPossible(each.name(), () -> check(each))));
  }

  /** Whether the backend may refuse graphs in bfloat16. */
  protected boolean mayLackBfloat16() {
    return true;
  }

  private void ifPossible(String name, Runnable test) {
    try {
      test.run();
    } catch (BackendException cannot) {
      Assumptions.assumeFalse(mayLackBfloat16(), () -> name + ": " + cannot.getMessage());
      throw cannot;
    }
  }

  @Test
  void trainsInBfloat16() {
    SmallNetwork network = new SmallNetwork(DType.BFLOAT16);
    Graph graph = network.training(SmallNetwork.Update.MOMENTUM, true);
    ifPossible(
        "training",
        () -> new SideBySide(backend(), graph, network.initial(), 0.05).run(5, network::inputs));
  }

  final void check(Case each) {
    Graph graph = each.graph();
    Map<String, float[]> inputs = each.inputs();
    Map<String, double[]> expected =
        new Interpreter(graph, Precision.FLOAT32)
            .run(Comparison.doubles(inputs), new HashMap<>(), Case.STEP);
    try (Running running = new Running(backend(), graph)) {
      Map<String, float[]> actual = running.step(inputs, Case.STEP);
      assertEquals(expected.keySet(), actual.keySet());
      expected.forEach(
          (output, values) -> {
            if (each.scaled()) {
              assertNearLargest(output, values, actual.get(output), each.relative(), 0);
            } else {
              assertNear(output, values, actual.get(output), each.relative(), each.absolute());
            }
          });
      assertSame(actual, running.step(inputs, Case.STEP));
    }
  }
}
