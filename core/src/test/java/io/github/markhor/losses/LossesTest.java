package io.github.markhor.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final double[] Y = {1, 0, 0.3, 0, 1, 0.8};
  private static final double[] P = {0.9, 0.2, 0.45, 0.07, 0.31, 0.6};
  private static final double[] ONE_HOT = {0, 0, 1, 1, 0, 0};
  private static final double[] X = {0.4, -1.3, 2.1, 0, -0.2, 0.9};
  private static final Shape SHAPE = Shape.of(2, 3);

  private final Evaluated graph = new Evaluated();

  private Value loss(Loss loss, Value yTrue, Value yPred) {
    return LossReduction.of(loss, yTrue, yPred, null);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double binary(double[] y, double[] p) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum -= y[i] * Math.log(p[i]) + (1 - y[i]) * Math.log(1 - p[i]);
    }
    return sum / y.length;
  }

  /** The mean over two rows of three of -Σ y·log(p / Σp). */
  private static double categorical(double[] y, double[] p) {
    double sum = 0;
    for (int row = 0; row < 2; row++) {
      double total = p[3 * row] + p[3 * row + 1] + p[3 * row + 2];
      for (int i = 3 * row; i < 3 * row + 3; i++) {
        sum -= y[i] * Math.log(p[i] / total);
      }
    }
    return sum / 2;
  }

  private static double[] exp(double[] x) {
    return Arrays.stream(x).map(Math::exp).toArray();
  }

  private static double[] sigmoids(double[] x) {
    return Arrays.stream(x).map(LossesTest::sigmoid).toArray();
  }

  @Test
  void binaryCrossentropyOfProbabilities() {
    Value p = graph.input(SHAPE, P);
    Value value = loss(BinaryCrossentropy.of(), graph.input(SHAPE, Y), p);
    assertEquals(binary(Y, P), graph.number(value), 1e-6);
    assertArrayEquals(
        Evaluated.differences(at -> binary(Y, at), P), graph.gradient(value, p), 1e-5);
  }

  @Test
  void binaryCrossentropyOfASigmoidNeitherClipsNorLosesTheGradient() {
    double[] far = {60, -70, 0, 55, -80, 0.5};
    Value x = graph.input(SHAPE, far);
    Value p = x.cast(DType.BFLOAT16).sigmoid().cast(DType.FLOAT32).reshape(3, 2);
    Value value = loss(BinaryCrossentropy.of(), graph.input(Shape.of(3, 2), 0, 1, 1, 1, 0, 1), p);
    double expected = (60 + 70 + Math.log(2) + 0 + 0 + Math.log1p(Math.exp(-0.5))) / 6;
    assertEquals(expected, graph.number(value), 1e-6);
    double[] gradient = {1, -1, -0.5, 0, 0, sigmoid(0.5) - 1};
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= 6;
    }
    assertArrayEquals(gradient, graph.gradient(value, x), 1e-6);
  }

  @Test
  void binaryCrossentropyOfASoftmaxIsThatOfTheProbabilities() {
    Value x = graph.input(SHAPE, X);
    double[] p = exp(X);
    for (int row = 0; row < 2; row++) {
      double sum = p[3 * row] + p[3 * row + 1] + p[3 * row + 2];
      for (int i = 3 * row; i < 3 * row + 3; i++) {
        p[i] /= sum;
      }
    }
    Value value = loss(BinaryCrossentropy.of(), graph.input(SHAPE, ONE_HOT), x.softmax());
    assertEquals(binary(ONE_HOT, p), graph.number(value), 1e-6);
  }

  @Test
  void logitsAndSmoothingOfBinaryCrossentropy() {
    Value x = graph.input(SHAPE, X);
    Loss loss = BinaryCrossentropy.of().fromLogits(true).labelSmoothing(0.2);
    double[] smooth = Arrays.stream(Y).map(y -> 0.8 * y + 0.1).toArray();
    Value value = loss(loss, graph.input(SHAPE, Y), x);
    assertEquals(binary(smooth, sigmoids(X)), graph.number(value), 1e-6);
    assertArrayEquals(
        Evaluated.differences(at -> binary(smooth, sigmoids(at)), X),
        graph.gradient(value, x),
        1e-6);
  }

  @Test
  void clippedProbabilitiesHaveNoGradient() {
    Value p = graph.input(Shape.of(1, 3), 0, 1, 0.25);
    Value value = loss(BinaryCrossentropy.of(), graph.input(Shape.of(1, 3), 1, 0, 1), p);
    double nearOne = (float) (1 - 1e-7);
    assertEquals(
        -(Math.log(1e-7) + Math.log(1 - nearOne) + Math.log(0.25)) / 3, graph.number(value), 1e-5);
    assertArrayEquals(new double[] {0, 0, -4 / 3.0}, graph.gradient(value, p), 1e-6);
  }

  @Test
  void categoricalCrossentropyDividesByTheSum() {
    Value p = graph.input(SHAPE, P);
    Value value = loss(CategoricalCrossentropy.of(), graph.input(SHAPE, ONE_HOT), p);
    assertEquals(categorical(ONE_HOT, P), graph.number(value), 1e-6);
    assertArrayEquals(
        Evaluated.differences(at -> categorical(ONE_HOT, at), P), graph.gradient(value, p), 1e-5);
  }

  @Test
  void crossentropyOfASaturatedSoftmaxKeepsItsGradient() {
    for (boolean sparse : new boolean[] {false, true}) {
      Evaluated graph = new Evaluated();
      Value x = graph.input(SHAPE, 500, -500, 0, 1, 2, -90);
      Value value =
          sparse
              ? LossReduction.of(
                  SparseCategoricalCrossentropy.of(),
                  graph.input(Shape.of(2), 1, 2),
                  x.softmax(),
                  null)
              : LossReduction.of(
                  CategoricalCrossentropy.of(),
                  graph.input(SHAPE, 0, 1, 0, 0, 0, 1),
                  x.softmax(),
                  null);
      double second = 92 + Math.log1p(Math.exp(-1));
      assertEquals((1000 + second) / 2, graph.number(value), 1e-6);
      assertArrayEquals(
          new double[] {0.5, -0.5, 0, sigmoid(-1) / 2, sigmoid(1) / 2, -0.5},
          graph.gradient(value, x),
          1e-6);
    }
  }

  @Test
  void aReshapeThatMixesRowsHidesTheSoftmax() {
    Value x = graph.input(SHAPE, X);
    double[] p = graph.numbers(x.softmax());
    Value value =
        loss(
            CategoricalCrossentropy.of(),
            graph.input(Shape.of(3, 2), 1, 0, 0, 1, 1, 0),
            x.softmax().reshape(3, 2));
    double expected =
        -(Math.log(p[0] / (p[0] + p[1]))
                + Math.log(p[3] / (p[2] + p[3]))
                + Math.log(p[4] / (p[4] + p[5])))
            / 3;
    assertEquals(expected, graph.number(value), 1e-6);
  }

  @Test
  void smoothingOfCategoricalCrossentropy() {
    Value x = graph.input(SHAPE, X);
    Loss loss = CategoricalCrossentropy.of().fromLogits(true).labelSmoothing(0.3);
    double[] smooth = Arrays.stream(ONE_HOT).map(y -> 0.7 * y + 0.1).toArray();
    assertEquals(
        categorical(smooth, exp(X)),
        graph.number(loss(loss, graph.input(SHAPE, ONE_HOT), x)),
        1e-6);
  }

  @Test
  void ignoredClassesLeaveTheDivisorToo() {
    Value x = graph.input(Shape.of(3, 2), 0.5, -1, 2, 0.3, -0.7, 0.1);
    Loss loss = SparseCategoricalCrossentropy.of().fromLogits(true).ignoreClass(-1);
    Value value = loss(loss, graph.input(Shape.of(3, 1), 1, -1, 0), x);
    double expected = (Math.log1p(Math.exp(1.5)) + Math.log1p(Math.exp(0.8))) / 2;
    assertEquals(expected, graph.number(value), 1e-6);
    double[] gradient = graph.gradient(value, x);
    assertEquals(0, Math.abs(gradient[2]) + Math.abs(gradient[3]));
    assertEquals(sigmoid(1.5) / 2, gradient[0], 1e-6);
  }

  @Test
  void allIgnoredGivesZero() {
    Value x = graph.input(Shape.of(1, 2), 0.5, -1);
    Loss loss = SparseCategoricalCrossentropy.of().fromLogits(true).ignoreClass(0);
    Value value = loss(loss, graph.input(Shape.of(1), 0), x);
    assertEquals(0, graph.number(value));
    assertArrayEquals(new double[] {0, 0}, graph.gradient(value, x), 1e-30);
  }

  @Test
  void aLabelThatIsNoClassIsSeen() {
    Value p = graph.input(Shape.of(2, 2), 0.4, 0.6, 0.3, 0.7);
    Loss loss = SparseCategoricalCrossentropy.of();
    assertTrue(Double.isNaN(graph.number(loss(loss, graph.input(Shape.of(2), 1, 2), p))));
  }

  @Test
  void squaresAndAbsoluteDifferences() {
    Value p = graph.input(SHAPE, X);
    Value y = graph.input(SHAPE, Y);
    double squares = 0;
    double absolute = 0;
    for (int i = 0; i < X.length; i++) {
      squares += (X[i] - Y[i]) * (X[i] - Y[i]) / 6;
      absolute += Math.abs(X[i] - Y[i]) / 6;
    }
    assertEquals(squares, graph.number(loss(MeanSquaredError.of(), y, p)), 1e-6);
    Value mae = loss(MeanAbsoluteError.of(), y, p);
    assertEquals(absolute, graph.number(mae), 1e-6);
    double sixth = 1 / 6.0;
    assertArrayEquals(
        new double[] {-sixth, -sixth, sixth, 0, -sixth, sixth}, graph.gradient(mae, p), 1e-6);
  }

  @Test
  void labelsOfOneAxisMatchAColumn() {
    Value y = graph.input(Shape.of(3), 1, 2, 5);
    Value p = graph.input(Shape.of(3, 1), 1.5, 2.25, 3);
    double expected = (0.25 + 0.0625 + 4) / 3;
    assertEquals(expected, graph.number(loss(MeanSquaredError.of(), y, p)), 1e-6);
  }

  @Test
  void reductionsAndWeights() {
    Value y = graph.input(SHAPE, Y);
    Value p = graph.input(SHAPE, X);
    double[] each =
        graph.numbers(
            LossReduction.of(MeanSquaredError.of().reduction(Loss.Reduction.NONE), y, p, null));
    assertEquals(2, each.length);
    Value weights = graph.input(Shape.of(2), 0.5, 3);
    double sum = 0.5 * each[0] + 3 * each[1];
    Map<Loss.Reduction, Double> expected =
        Map.of(
            Loss.Reduction.SUM, sum,
            Loss.Reduction.SUM_OVER_BATCH_SIZE, sum / 2,
            Loss.Reduction.MEAN_WITH_SAMPLE_WEIGHT, sum / 3.5);
    expected.forEach(
        (reduction, value) ->
            assertEquals(
                value,
                graph.number(
                    LossReduction.of(MeanSquaredError.of().reduction(reduction), y, p, weights)),
                1e-6,
                reduction.name()));
  }

  @Test
  void weightsOfSamplesReachEveryPixel() {
    Shape pixels = Shape.of(2, 2, 1, 1);
    Value y = graph.input(pixels, 0, 0, 0, 0);
    Value p = graph.input(pixels, 1, 2, 3, 5);
    Value weights = graph.input(Shape.of(2), 10, 0.5);
    assertEquals(
        (10 * 1 + 10 * 4 + 0.5 * 9 + 0.5 * 25) / 4,
        graph.number(LossReduction.of(MeanSquaredError.of(), y, p, weights)),
        1e-6);
  }

  @Test
  void labelsThatDoNotMatchAreRefused() {
    Value p = graph.input(SHAPE, P);
    Exception numbers =
        assertThrows(
            IllegalArgumentException.class,
            () -> loss(CategoricalCrossentropy.of(), graph.input(Shape.of(2), 0, 1), p));
    assertTrue(numbers.getMessage().contains("SparseCategoricalCrossentropy"));
    Exception oneHot =
        assertThrows(
            IllegalArgumentException.class,
            () -> loss(SparseCategoricalCrossentropy.of(), graph.input(SHAPE, ONE_HOT), p));
    assertTrue(oneHot.getMessage().contains("(2, 3)"));
  }

  @Test
  void aLossOfTheUsersOwn() {
    Loss cubes = Loss.of("cubes", (y, p) -> p.sub(y).abs().pow(3).mean(-1));
    Value p = graph.input(SHAPE, X);
    Value value = loss(cubes, graph.input(SHAPE, Y), p);
    double expected = 0;
    double[] gradient = new double[6];
    for (int i = 0; i < 6; i++) {
      double d = X[i] - Y[i];
      expected += Math.abs(d * d * d) / 6;
      gradient[i] = 3 * d * Math.abs(d) / 6;
    }
    assertEquals(expected, graph.number(value), 1e-5);
    assertArrayEquals(gradient, graph.gradient(value, p), 1e-5);
  }

  @Test
  void configsGiveTheSameLossAgain() {
    List<Loss> losses =
        List.of(
            BinaryCrossentropy.of().fromLogits(true).labelSmoothing(0.25).name("own"),
            CategoricalCrossentropy.of().labelSmoothing(0.1).reduction(Loss.Reduction.SUM),
            SparseCategoricalCrossentropy.of().ignoreClass(3).reduction(Loss.Reduction.NONE),
            MeanSquaredError.of().reduction(Loss.Reduction.MEAN_WITH_SAMPLE_WEIGHT),
            MeanAbsoluteError.of());
    for (Loss loss : losses) {
      Map<String, Object> described =
          Map.of("class_name", loss.className(), "config", loss.config().values());
      Loss again = Registry.make(Loss.class, described, Dialect.KERAS_3);
      assertEquals(loss.toString(), again.toString());
      assertEquals(loss.config().values(), again.config().values());
    }
    assertEquals("MeanSquaredError", Registry.make(Loss.class, "mse", Dialect.KERAS_2).className());
    Config auto = new Config("", Dialect.KERAS_2, Map.of("reduction", "auto"));
    assertEquals(Loss.Reduction.SUM_OVER_BATCH_SIZE, MeanSquaredError.fromConfig(auto).reduction());
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> BinaryCrossentropy.of().labelSmoothing(-0.1));
    Config axis = new Config("Dice", Dialect.KERAS_3, Map.of("axis", List.of()));
    assertThrows(ConfigException.class, () -> Dice.fromConfig(axis));
    Config reduction = new Config("", Dialect.KERAS_3, Map.of("reduction", "median"));
    assertThrows(ConfigException.class, () -> MeanSquaredError.fromConfig(reduction));
  }
}
