package io.github.markhor.backend;

import static io.github.markhor.backend.Comparison.assertNear;
import static io.github.markhor.backend.Comparison.assertNearLargest;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the interpreter as a backend to itself: with rounded results to unrounded ones, which shows
 * that the contract's tolerances are no narrower than float32 allows.
 */
class InterpreterContractTest extends BackendContract {
  @Override
  protected Backend backend() {
    return Backends.get("interpreter");
  }

  /** The smaller cases, which suffice to show that the backend hands on the results. */
  @Override
  protected Stream<Case> float32() {
    return super.float32()
        .filter(each -> each.operands().stream().allMatch(operand -> operand.count() <= 5000));
  }

  @TestFactory
  Stream<DynamicTest> roundingStaysWithinTolerances() {
    return Cases.float32().stream()
        .filter(each -> !each.name().contains("bfloat16"))
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)));
  }

  private static void compare(Case each) {
    Map<String, double[]> inputs = Comparison.doubles(each.inputs());
    Map<String, double[]> exact =
        new Interpreter(each.graph(), Precision.EXACT64).run(inputs, new HashMap<>(), Case.STEP);
    Map<String, double[]> rounded =
        new Interpreter(each.graph(), Precision.FLOAT32).run(inputs, new HashMap<>(), Case.STEP);
    exact.forEach(
        (output, values) -> {
          float[] floats = new float[values.length];
          for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) rounded.get(output)[i];
          }
          if (each.scaled()) {
            assertNearLargest(output, values, floats, each.relative(), 0);
          } else {
            assertNear(output, values, floats, each.relative(), each.absolute());
          }
        });
  }
}
