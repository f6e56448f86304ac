package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.markhor.backend.Case;
import io.github.markhor.backend.Cases;
import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds every gradient rule to central differences, both computed in double. */
class GradientRulesTest {
  private static final double DISTANCE = 1e-5;

  /** Constants in gradients are floats. */
  private static final double TOLERANCE = 1e-6;

  /** Elements of each operand at which differences are taken. */
  private static final int SAMPLES = 24;

  /** The cases that are small enough. */
  static Stream<Case> cases() {
    return Cases.float32().stream()
        .filter(Case::smooth)
        .filter(
            each -> each.operands().stream().mapToLong(o -> o.shape().elements()).sum() <= 1000);
  }

  @TestFactory
  Stream<DynamicTest> differences() {
    return cases().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(Case each) {
    Interpreter interpreter = new Interpreter(each.graph(), Precision.EXACT64);
    Map<String, double[]> inputs = new HashMap<>();
    each.inputs().forEach((name, values) -> inputs.put(name, doubles(values)));
    Map<String, double[]> at = interpreter.run(inputs, new HashMap<>(), Case.STEP);
    Random source = new Random(1);
    for (int i = 0; i < each.operands().size(); i++) {
      if (each.operands().get(i).discrete()) {
        continue;
      }
      double[] x = inputs.get("x" + i);
      double[] gradient = at.getOrDefault("dx" + i, new double[x.length]);
      for (int sample = 0; sample < Math.min(SAMPLES, x.length); sample++) {
        int element = x.length <= SAMPLES ? sample : source.nextInt(x.length);
        double before = x[element];
        x[element] = before + DISTANCE;
        double above = loss(interpreter, inputs);
        x[element] = before - DISTANCE;
        double below = loss(interpreter, inputs);
        x[element] = before;
        double difference = (above - below) / (2 * DISTANCE);
        assertEquals(
            difference,
            gradient[element],
            TOLERANCE * (1 + Math.abs(difference)),
            "operand " + i + ", element " + element);
      }
    }
  }

  private static double loss(Interpreter interpreter, Map<String, double[]> inputs) {
    double[] y = interpreter.run(inputs, new HashMap<>(), Case.STEP).get("y");
    double[] dy = inputs.get("dy");
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * dy[i];
    }
    return sum;
  }

  private static double[] doubles(float[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }

  @Test
  void noGradientPassesStopGradient() {
    Graph graph = new Graph();
    Value x = graph.input("x", Type.float32(Shape.of(3)));
    assertNull(Gradients.of(x.stopGradient().sum(), List.of(x)).get(0));
  }
}
