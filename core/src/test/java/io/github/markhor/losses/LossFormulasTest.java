package io.github.markhor.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses and their gradients against formulas written out for two rows of three. */
class LossFormulasTest {
  private static final double[] SIGNS = {1, -1, -1, 1, 1, -1};
  private static final double[] BINARY = {1, 0, 0, 1, 1, 0};
  private static final double[] ONE_HOT = {0, 0, 1, 1, 0, 0};
  private static final double[] REAL = {0.7, -1.9, 0.4, 2.5, -0.3, 1.2};
  private static final double[] COUNTS = {2, 0, 1, 5, 3, 1};
  private static final double[] P = {0.9, 0.2, 0.45, 0.07, 0.31, 0.6};
  private static final double[] X = {0.4, -1.3, 2.1, 0.8, -0.2, 0.9};

  /** The loss of one row. */
  private interface Formula {
    double of(double[] y, double[] p);
  }

  private static double mean(Formula ofRow, double[] y, double[] p) {
    double sum = 0;
    for (int row = 0; row < 2; row++) {
      double[] labels = {y[3 * row], y[3 * row + 1], y[3 * row + 2]};
      double[] predictions = {p[3 * row], p[3 * row + 1], p[3 * row + 2]};
      sum += ofRow.of(labels, predictions) / 2;
    }
    return sum;
  }

  private static void follows(Loss loss, double[] y, double[] p, Formula ofRow) {
    Evaluated graph = new Evaluated();
    Value predictions = graph.input(Shape.of(2, 3), p);
    Value value = LossReduction.of(loss, graph.input(Shape.of(2, 3), y), predictions, null);
    assertEquals(mean(ofRow, y, p), graph.number(value), 2e-6, loss.toString());
    assertArrayEquals(
        Evaluated.differences(at -> mean(ofRow, y, at), p),
        graph.gradient(value, predictions),
        2e-5,
        loss.toString());
  }

  /** A formula of each element, averaged. */
  private interface Each {
    double of(double y, double p);
  }

  private static Formula averaged(Each each) {
    return (y, p) -> (each.of(y[0], p[0]) + each.of(y[1], p[1]) + each.of(y[2], p[2])) / 3;
  }

  private static double sum(double... x) {
    return x[0] + x[1] + x[2];
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double crossentropy(double y, double p) {
    return -y * Math.log(p) - (1 - y) * Math.log(1 - p);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void regressions() {
    follows(
        Huber.of(0.75),
        REAL,
        X,
        averaged(
            (y, p) -> {
              double d = Math.abs(y - p);
              return d <= 0.75 ? d * d / 2 : 0.75 * d - 0.75 * 0.75 / 2;
            }));
    follows(LogCosh.of(), REAL, X, averaged((y, p) -> Math.log(Math.cosh(p - y))));
    follows(
        MeanAbsolutePercentageError.of(), REAL, X, averaged((y, p) -> 100 * Math.abs((y - p) / y)));
    follows(
        MeanSquaredLogarithmicError.of(),
        COUNTS,
        X,
        averaged(
            (y, p) ->
                Math.pow(Math.log(Math.max(p, 1e-7) + 1) - Math.log(Math.max(y, 1e-7) + 1), 2)));
    follows(Poisson.of(), COUNTS, P, averaged((y, p) -> p - y * Math.log(p + 1e-7)));
    follows(
        CosineSimilarity.of(),
        REAL,
        X,
        (y, p) -> -dot(y, p) / Math.sqrt(dot(y, y)) / Math.sqrt(dot(p, p)));
  }

  @Test
  void divergences() {
    double[] y = {0.2, 0.5, 0.3, 0.1, 0.1, 0.8};
    follows(
        KLDivergence.of(),
        y,
        P,
        (labels, p) -> {
          double sum = 0;
          for (int i = 0; i < 3; i++) {
            sum += labels[i] * Math.log(labels[i] / p[i]);
          }
          return sum;
        });
  }

  @Test
  void hinges() {
    Formula hinge = averaged((y, p) -> Math.max(0, 1 - y * p));
    follows(Hinge.of(), SIGNS, X, hinge);
    follows(SquaredHinge.of(), SIGNS, X, averaged((y, p) -> Math.pow(Math.max(0, 1 - y * p), 2)));
    // Labels that are all 0 or 1 mean -1 and 1; one that is neither leaves all as they are.
    follows(Hinge.of(), BINARY, X, averaged((y, p) -> Math.max(0, 1 - (2 * y - 1) * p)));
    follows(Hinge.of(), new double[] {1, 0, 0, 1, 1, -1}, X, hinge);
    follows(
        CategoricalHinge.of(),
        ONE_HOT,
        X,
        (y, p) -> {
          double negative = Double.NEGATIVE_INFINITY;
          for (int i = 0; i < 3; i++) {
            negative = Math.max(negative, (1 - y[i]) * p[i]);
          }
          return Math.max(0, negative - dot(y, p) + 1);
        });
  }

  @Test
  void focalCrossentropiesOfYesAndNo() {
    for (boolean balanced : new boolean[] {false, true}) {
      Each focal =
          (y, p) ->
              (balanced ? 0.3 * y + 0.7 * (1 - y) : 1)
                  * Math.pow(1 - (y * p + (1 - y) * (1 - p)), 1.5)
                  * crossentropy(y, p);
      BinaryFocalCrossentropy loss =
          BinaryFocalCrossentropy.of().applyClassBalancing(balanced).alpha(0.3).gamma(1.5);
      follows(loss, BINARY, P, averaged(focal));
      follows(loss.fromLogits(true), BINARY, X, averaged((y, x) -> focal.of(y, sigmoid(x))));
      follows(loss.labelSmoothing(0.2), BINARY, P, averaged((y, p) -> focal.of(0.8 * y + 0.1, p)));
    }
    follows(
        BinaryFocalCrossentropy.of().gamma(0), BINARY, P, averaged(LossFormulasTest::crossentropy));
  }

  @Test
  void focalCrossentropiesOfClasses() {
    double[] alpha = {0.2, 0.5, 0.9};
    Formula focal =
        (y, p) -> {
          double sum = 0;
          for (int i = 0; i < 3; i++) {
            double part = p[i] / sum(p);
            sum -= alpha[i] * Math.pow(1 - part, 2.5) * y[i] * Math.log(part);
          }
          return sum;
        };
    CategoricalFocalCrossentropy loss =
        CategoricalFocalCrossentropy.of().alpha(List.of(0.2, 0.5, 0.9)).gamma(2.5);
    follows(loss, ONE_HOT, P, focal);
    follows(
        loss.fromLogits(true),
        ONE_HOT,
        X,
        (y, x) -> focal.of(y, new double[] {Math.exp(x[0]), Math.exp(x[1]), Math.exp(x[2])}));
    assertThrows(
        IllegalArgumentException.class,
        () -> follows(loss.alpha(List.of(0.2, 0.8)), ONE_HOT, P, focal));
  }

  @Test
  void segmentationLossesOfEachSample() {
    follows(Dice.of().axis(1), BINARY, P, (y, p) -> 1 - 2 * dot(y, p) / (sum(y) + sum(p) + 1e-7));
    follows(
        Tversky.of(0.3, 0.6).axis(-1),
        BINARY,
        P,
        (y, p) -> {
          double both = dot(y, p);
          return 1 - both / (both + 0.3 * (sum(y) - both) + 0.6 * (sum(p) - both) + 1e-7);
        });
  }

  @Test
  void overAllAxesABatchHasOneLoss() {
    Evaluated graph = new Evaluated();
    Value y = graph.input(Shape.of(2, 3), BINARY);
    Value p = graph.input(Shape.of(2, 3), P);
    double dice = 1 - 2 * (0.9 + 0.07 + 0.31) / (3 + 2.53 + 1e-7);
    assertEquals(Shape.of(), LossReduction.of(Dice.of(), y, p, null).shape());
    assertEquals(dice, graph.number(LossReduction.of(Dice.of(), y, p, null)), 1e-6);
    Value weights = graph.input(Shape.of(2), 0.5, 3);
    assertEquals(1.75 * dice, graph.number(LossReduction.of(Dice.of(), y, p, weights)), 1e-6);
    // Half the false negatives and half the false positives: the same as Dice.
    assertEquals(dice, graph.number(LossReduction.of(Tversky.of(), y, p, null)), 1e-6);
  }

  @Test
  void theGeneralizedCrossentropyOfClassNumbers() {
    Evaluated graph = new Evaluated();
    Value p = graph.input(Shape.of(2, 3), P);
    Loss loss = CategoricalGeneralizedCrossEntropy.of(0.3);
    Value value = LossReduction.of(loss, graph.input(Shape.of(2, 1), 2, 0), p, null);
    double expected = ((1 - Math.pow(0.45, 0.3)) + (1 - Math.pow(0.07, 0.3))) / 0.3 / 2;
    assertEquals(expected, graph.number(value), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> CategoricalGeneralizedCrossEntropy.of(1));
  }

  /** Circle's loss of sample i, by its definition. */
  private static double circle(int i, double[] labels, double[][] e, double gamma, double margin) {
    double positive = 0;
    double negative = 0;
    for (int j = 0; j < labels.length; j++) {
      double d = Math.max(0, 1 - e[i][0] * e[j][0] - e[i][1] * e[j][1]);
      if (labels[j] != labels[i]) {
        negative += Math.exp(gamma * Math.max(0, 1 + margin - d) * (1 - margin - d));
      } else if (j != i) {
        positive += Math.exp(-gamma * Math.max(0, margin + d) * (margin - d));
      }
    }
    return Math.log1p(positive * negative);
  }

  @Test
  void circleLeavesOutWhoHasNoPartner() {
    double[] angles = {0.1, 0.9, 2.2, -0.6, 1.7};
    double[] labels = {0, 1, 0, 2, 1};
    double[][] e = new double[5][];
    double[] flat = new double[10];
    for (int i = 0; i < 5; i++) {
      e[i] = new double[] {Math.cos(angles[i]), Math.sin(angles[i])};
      flat[2 * i] = e[i][0];
      flat[2 * i + 1] = e[i][1];
    }
    double sum = 0;
    for (int i : new int[] {0, 1, 2, 4}) {
      sum += circle(i, labels, e, 3, 0.25);
    }
    Evaluated graph = new Evaluated();
    Value embeddings = graph.input(Shape.of(5, 2), flat);
    Value y = graph.input(Shape.of(5), labels);
    Value value = LossReduction.of(Circle.of().gamma(3).margin(0.25), y, embeddings, null);
    assertEquals(sum / 4, graph.number(value), 1e-5);
    double[] steep =
        graph.gradient(LossReduction.of(Circle.of().gamma(400), y, embeddings, null), embeddings);
    for (double part : steep) {
      assertTrue(Double.isFinite(part));
    }
  }

  @Test
  void anAxisOtherThanTheLast() {
    // Classes along axis 1 of (1, 3, 2): the columns are the rows of the other tests.
    double[] byColumns = {0.9, 0.07, 0.2, 0.31, 0.45, 0.6};
    double[] labels = {0, 1, 0, 0, 1, 0};
    Evaluated graph = new Evaluated();
    Value p = graph.input(Shape.of(1, 3, 2), byColumns);
    Value y = graph.input(Shape.of(1, 3, 2), labels);
    double expected = (-Math.log(0.45 / 1.55) - Math.log(0.07 / 0.98)) / 2;
    assertEquals(
        expected,
        graph.number(LossReduction.of(CategoricalCrossentropy.of().axis(1), y, p, null)),
        1e-6);
    Value numbers = graph.input(Shape.of(1, 2), 2, 0);
    assertEquals(
        expected,
        graph.number(
            LossReduction.of(SparseCategoricalCrossentropy.of().axis(-2), numbers, p, null)),
        1e-6);
    Loss binary = BinaryCrossentropy.of().axis(1).reduction(Loss.Reduction.NONE);
    assertArrayEquals(
        new double[] {
          (crossentropy(0, 0.9) + crossentropy(0, 0.2) + crossentropy(1, 0.45)) / 3,
          (crossentropy(1, 0.07) + crossentropy(0, 0.31) + crossentropy(0, 0.6)) / 3
        },
        graph.numbers(LossReduction.of(binary, y, p, null)),
        1e-6);
  }

  @Test
  void theSumOfWeightsThatHaveTheLossesAxesIsTheirOwn() {
    Evaluated graph = new Evaluated();
    Value y = graph.input(Shape.of(2, 2, 1), 0, 0, 0, 0);
    Value p = graph.input(Shape.of(2, 2, 1), 1, 2, 3, 5);
    Loss loss = MeanSquaredError.of().reduction(Loss.Reduction.MEAN_WITH_SAMPLE_WEIGHT);
    double weighted = 10 * (1 + 4) + 0.5 * (9 + 25);
    Value ofSamples = graph.input(Shape.of(2), 10, 0.5);
    assertEquals(weighted / 21, graph.number(LossReduction.of(loss, y, p, ofSamples)), 1e-6);
    Value ofLosses = graph.input(Shape.of(2, 1), 10, 0.5);
    assertEquals(weighted / 10.5, graph.number(LossReduction.of(loss, y, p, ofLosses)), 1e-6);
  }
}
