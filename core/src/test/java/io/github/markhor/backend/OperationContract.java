package io.github.markhor.backend;

import static io.github.markhor.backend.Comparison.assertNear;
import static io.github.markhor.backend.Comparison.assertNearLargest;
import static io.github.markhor.backend.Comparison.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Graph;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds each operation of a backend, and its gradient, to the interpreter. */
public abstract class OperationContract {
  /** The backend that is put to the test. */
  protected abstract Backend backend();

  /** The cases in float32 that it is held to. */
  protected Stream<Case> float32() {
    return Cases.float32().stream();
  }

  @TestFactory
  Stream<DynamicTest> operationsInFloat32() {
    return float32().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  @TestFactory
  Stream<DynamicTest> operationsInBfloat16() {
    return Cases.bfloat16().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> checkIfPossible(each)));
  }

  private void checkIfPossible(Case each) {
    try {
      check(each);
    } catch (BackendException cannot) {
      Assumptions.abort(each.name() + ": " + cannot.getMessage());
    }
  }

  private void check(Case each) {
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
