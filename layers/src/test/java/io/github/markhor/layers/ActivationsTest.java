package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Step;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  /** The formulas of Keras's pages, written independently of the composed functions. */
  private static final Map<String, DoubleUnaryOperator> FORMULAS = new TreeMap<>();

  static {
    FORMULAS.put("linear", x -> x);
    FORMULAS.put("relu", x -> x > 0 ? x : 0);
    FORMULAS.put("relu6", x -> x > 6 ? 6 : x > 0 ? x : 0);
    FORMULAS.put("leaky_relu", x -> x > 0 ? x : 0.2 * x);
    FORMULAS.put("sigmoid", x -> 1 / (1 + Math.exp(-x)));
    FORMULAS.put("hard_sigmoid", x -> x < -3 ? 0 : x > 3 ? 1 : x / 6 + 0.5);
    FORMULAS.put("hard_sigmoid_of_keras_2", x -> x < -2.5 ? 0 : x > 2.5 ? 1 : x / 5 + 0.5);
    FORMULAS.put("log_sigmoid", x -> Math.log(1 / (1 + Math.exp(-x))));
    FORMULAS.put("tanh", x -> (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1));
    FORMULAS.put("hard_tanh", x -> x < -1 ? -1 : x > 1 ? 1 : x);
    FORMULAS.put("tanh_shrink", x -> x - Math.tanh(x));
    FORMULAS.put("hard_shrink", x -> x < -0.5 || x > 0.5 ? x : 0);
    FORMULAS.put("soft_shrink", x -> x < -0.5 ? x + 0.5 : x > 0.5 ? x - 0.5 : 0);
    FORMULAS.put("softplus", x -> Math.log(1 + Math.exp(x)));
    FORMULAS.put("softsign", x -> x / (1 + Math.abs(x)));
    FORMULAS.put("silu", x -> x / (1 + Math.exp(-x)));
    FORMULAS.put("hard_silu", x -> x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6);
    FORMULAS.put("gelu", x -> x * normal(x));
    FORMULAS.put("elu", x -> x > 0 ? x : Math.exp(x) - 1);
    FORMULAS.put("celu", x -> x > 0 ? x : Math.exp(x) - 1);
    FORMULAS.put(
        "selu", x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)));
    FORMULAS.put("exponential", Math::exp);
    FORMULAS.put("mish", x -> x * Math.tanh(Math.log(1 + Math.exp(x))));
    FORMULAS.put("sparse_plus", x -> x < -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x);
    FORMULAS.put("sparse_sigmoid", x -> x < -1 ? 0 : x < 1 ? (x + 1) / 2 : 1);
    FORMULAS.put("squareplus", x -> (x + Math.sqrt(x * x + 4)) / 2);
  }

  private static final double[] X = {
    -8, -3.4, -2.9, -1.2, -0.6, -0.3, 0.2, 0.7, 0.9, 1.4, 3.3, 6.5
  };

  /** The normal distribution up to x, summed by Simpson's rule. */
  private static double normal(double x) {
    int pieces = 2000;
    double sum = 0;
    for (int i = 0; i <= pieces; i++) {
      double t = x * i / pieces;
      sum += Math.exp(-t * t / 2) * (i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return 0.5 + sum * x / pieces / 3 / Math.sqrt(2 * Math.PI);
  }

  private static Map<String, double[]> run(ActivationFunction function, double... x) {
    return Run.of(Activation.of(function), Shape.of(1, x.length), false).run(x, Step.NONE);
  }

  @Test
  void everyFunctionOfTheCatalogueHasAFormula() {
    TreeSet<String> names = new TreeSet<>(Registry.names(ActivationFunction.class));
    names.removeAll(Set.of("swish", "hard_swish"));
    names.removeAll(Set.of("softmax", "log_softmax", "sparsemax", "glu"));
    assertEquals(FORMULAS.keySet(), names);
  }

  @Test
  void eachComputesItsFormulaAndItsSlope() {
    FORMULAS.forEach(
        (name, formula) -> {
          ActivationFunction function =
              Registry.make(ActivationFunction.class, name, Dialect.KERAS_3);
          assertEquals(name, function.name());
          Map<String, double[]> results = run(function, X);
          double[] y = Arrays.stream(X).map(formula).toArray();
          assertArrayEquals(y, results.get("y"), 1e-6, name);
          double[] slopes =
              Arrays.stream(X)
                  .map(
                      x ->
                          (formula.applyAsDouble(x + 1e-5) - formula.applyAsDouble(x - 1e-5))
                              / 2e-5)
                  .toArray();
          assertArrayEquals(slopes, results.get("dx"), 1e-5, name);
        });
  }

  @Test
  void softmaxSharesOutTheLastAxis() {
    double[] x = {1, 2, 4, -1, 0.5, 0};
    Map<String, double[]> results =
        Run.of(Activation.of("softmax"), Shape.of(2, 3), false).run(x, Step.NONE);
    double[] logs =
        Run.of(Activation.of("log_softmax"), Shape.of(2, 3), false).run(x, Step.NONE).get("y");
    for (int row = 0; row < 2; row++) {
      double sum = Math.exp(x[row * 3]) + Math.exp(x[row * 3 + 1]) + Math.exp(x[row * 3 + 2]);
      for (int i = row * 3; i < row * 3 + 3; i++) {
        assertEquals(Math.exp(x[i]) / sum, results.get("y")[i], 1e-9);
        assertEquals(x[i] - Math.log(sum), logs[i], 1e-9);
      }
    }
  }

  @Test
  void sparsemaxIsKeras315s() {
    // The thresholds are ((1 + 1.8) - 1) / 2 and ((0.3 + 0.6 + 0.8) - 1) / 3: the sums of the sums
    // up to each element of a row.
    double[] x = {0.8, 1, -1, 0.3, 0.3, 0.2};
    double[] dy = {1, 2, 4, 3, 5, 7};
    Map<String, double[]> results =
        Run.of(Activation.of("sparsemax"), Shape.of(2, 3), false).run(x, dy, Step.NONE);
    double rest = 0.3 - 0.7 / 3;
    assertArrayEquals(new double[] {0, 0.1, 0, rest, rest, 0}, results.get("y"), 1e-9);
    // In the first row dt/dx is (1/2, 1, 0), in the second (1, 2/3, 1/3) by the elements' places.
    double[] dx = {-1, 0, 0, 3 - 8, 5 - 16 / 3.0, -8 / 3.0};
    assertArrayEquals(dx, results.get("dx"), 1e-6);
  }

  @Test
  void gluHalvesTheLastAxis() {
    Run run = Run.of(Dense.of(4).activation(Activations.GLU), Shape.of(3, 2), false);
    assertEquals(Shape.of(2), run.predicted());
    double[] y =
        Run.of(Activation.of("glu"), Shape.of(2, 4), false)
            .run(new double[] {1, -2, 0.5, 3, 4, 5, -6, 0}, Step.NONE)
            .get("y");
    double[] expected = {sigmoid(0.5), -2 * sigmoid(3), 4 * sigmoid(-6), 2.5};
    assertArrayEquals(expected, y, 1e-9);
    assertThrows(
        IllegalArgumentException.class, () -> Activation.of("glu").outputShape(Shape.of(2, 3)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void thresholdReplacesWhatIsNotAboveIt() {
    Map<String, double[]> results = run(Activations.threshold(0.5, -3), 0.4, 0.5, 0.75, -1);
    assertArrayEquals(new double[] {-3, -3, 0.75, -3}, results.get("y"));
    assertArrayEquals(new double[] {0, 0, 1, 0}, results.get("dx"));
  }

  @Test
  void largeNumbersNeitherOverflowNorMakeGradientsThatAreNoNumbers() {
    for (String name : Registry.names(ActivationFunction.class)) {
      ActivationFunction function = Registry.make(ActivationFunction.class, name, Dialect.KERAS_3);
      double[] x =
          name.equals("exponential") ? new double[] {-500, -400} : new double[] {-500, 0, 400, 500};
      Map<String, double[]> results = run(function, x);
      for (int i = 0; i < x.length; i++) {
        assertTrue(
            Double.isFinite(results.get("y")[i % results.get("y").length]), name + " of " + x[i]);
        assertTrue(Double.isFinite(results.get("dx")[i]), name + "'s slope at " + x[i]);
      }
    }
  }

  @Test
  void kinksHaveKerassSlopes() {
    assertArrayEquals(new double[] {0}, run(Activations.RELU, 0).get("dx"));
    assertArrayEquals(new double[] {0, 0}, run(Activations.RELU6, 0, 6).get("dx"));
    assertArrayEquals(new double[] {0.2}, run(Activations.LEAKY_RELU, 0).get("dx"), 1e-7);
    assertArrayEquals(new double[] {1}, run(Activations.ELU, 0).get("dx"));
    assertArrayEquals(new double[] {1.0507009873554805}, run(Activations.SELU, 0).get("dx"), 1e-6);
  }

  @Test
  void filesOfKeras2MeanAnotherHardSigmoid() {
    ActivationFunction old =
        Registry.make(ActivationFunction.class, "hard_sigmoid", Dialect.KERAS_2);
    assertArrayEquals(new double[] {0, 0.1, 0.66, 1}, run(old, -2.6, -2, 0.8, 2.7).get("y"), 1e-6);
    assertSame(Activations.HARD_SIGMOID_OF_KERAS_2, old);
    Map<String, Object> function = Map.of("class_name", "function", "config", "hard_sigmoid");
    assertSame(
        Activations.HARD_SIGMOID,
        Registry.make(ActivationFunction.class, function, Dialect.KERAS_2));
  }

  @Test
  void otherNamesAreTheSameFunctions() {
    assertSame(Activations.SILU, Registry.make(ActivationFunction.class, "swish", Dialect.KERAS_2));
    assertSame(
        Activations.HARD_SILU,
        Registry.make(ActivationFunction.class, "hard_swish", Dialect.KERAS_3));
    Map<String, Object> function = Map.of("class_name", "function", "config", "relu");
    assertSame(
        Activations.RELU, Registry.make(ActivationFunction.class, function, Dialect.KERAS_3));
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    ConfigException wrong =
        assertThrows(ConfigException.class, () -> Dense.of(1).activation("rleu"));
    assertTrue(wrong.getMessage().contains("rleu"), wrong.getMessage());
    assertTrue(wrong.getMessage().contains("leaky_relu"), wrong.getMessage());
  }

  @Test
  void oneOfTheUsersOwnGetsItsGradient() {
    ActivationFunction cubic = ActivationFunction.of("cubic", x -> x.square().mul(x));
    Map<String, double[]> results = run(cubic, -2, 3);
    assertArrayEquals(new double[] {-8, 27}, results.get("y"));
    assertArrayEquals(new double[] {12, 27}, results.get("dx"));
  }

  @Test
  void oneThatChangesTheShapeOrTheTypeIsRefused() {
    ActivationFunction sum = ActivationFunction.of("sum", x -> x.sumKeeping(-1));
    assertThrows(IllegalStateException.class, () -> run(sum, 1, 2));
    ActivationFunction wide = ActivationFunction.of("wide", x -> x.cast(DType.FLOAT32).mul(2));
    assertThrows(
        IllegalStateException.class, () -> Run.mixed(Activation.of(wide), Shape.of(1, 2), false));
  }
}
