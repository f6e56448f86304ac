package io.github.markhor.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics of confusion counts, against counts made one by one. */
class ConfusionMetricsTest {
  private static final double[] Y = {1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
  private static final double[] P = {
    0.93, 0.61, 0.5, 0.37, 0.29, 0.77, 0.81, 0.13, 0.58, 0.07, 0.44
  };
  private static final double[] W = {1, 2, 0.5, 3, 1, 0, 2, 0.25, 1, 1, 4};

  /** Updates with the first 7 and then the other 4, as batches of (n, 1). */
  private static RunningMetric counted(Metric metric, boolean weighted) {
    RunningMetric running = new RunningMetric(metric);
    for (int[] part : new int[][] {{0, 7}, {7, 11}}) {
      int n = part[1] - part[0];
      running.update(
          Shape.of(n),
          Arrays.copyOfRange(Y, part[0], part[1]),
          Shape.of(n, 1),
          Arrays.copyOfRange(P, part[0], part[1]),
          weighted ? Arrays.copyOfRange(W, part[0], part[1]) : new double[0]);
    }
    return running;
  }

  /** The weight of the samples with that label on that side of the threshold. */
  private static double count(double label, boolean above, double threshold, boolean weighted) {
    double sum = 0;
    for (int i = 0; i < Y.length; i++) {
      sum += Y[i] == label && P[i] > threshold == above ? (weighted ? W[i] : 1) : 0;
    }
    return sum;
  }

  @Test
  void countsAtThresholdsInAnyOrder() {
    double[] thresholds = {0.8, 0.1, 0.5};
    for (boolean weighted : new boolean[] {false, true}) {
      double[][] expected = new double[6][3];
      for (int i = 0; i < 3; i++) {
        double t = thresholds[i];
        expected[0][i] = count(1, true, t, weighted);
        expected[1][i] = count(0, true, t, weighted);
        expected[2][i] = count(0, false, t, weighted);
        expected[3][i] = count(1, false, t, weighted);
        expected[4][i] = expected[0][i] / (expected[0][i] + expected[1][i]);
        expected[5][i] = expected[0][i] / (expected[0][i] + expected[3][i]);
      }
      List<Metric> metrics =
          List.of(
              TruePositives.of().thresholds(thresholds),
              FalsePositives.of().thresholds(thresholds),
              TrueNegatives.of().thresholds(thresholds),
              FalseNegatives.of().thresholds(thresholds),
              Precision.of().thresholds(thresholds),
              Recall.of().thresholds(thresholds));
      for (int i = 0; i < metrics.size(); i++) {
        Metric metric = metrics.get(i);
        assertArrayEquals(
            expected[i], counted(metric, weighted).results(), 1e-6, metric.toString());
        assertEquals(3, metric.size(Shape.of(1)));
      }
    }
    // A prediction at the threshold is not above it: 0.5 is never a yes.
    assertEquals(count(1, true, 0.5, false), counted(TruePositives.of(), false).result());
  }

  @Test
  void thresholdsInEqualStepsCountAlike() {
    double[] steps = {0, 0.25, 0.5, 0.75, 1};
    double[] expected = new double[5];
    for (int i = 0; i < 5; i++) {
      expected[i] = count(1, true, steps[i], false);
    }
    assertArrayEquals(
        expected, counted(TruePositives.of().thresholds(steps), false).results(), 1e-6);
    RunningMetric edges = new RunningMetric(TruePositives.of().thresholds(steps));
    double[] ones = {1, 1, 1, 1};
    edges.update(Shape.of(4), ones, Shape.of(4), new double[] {0, 0.25, 1, 0.75});
    assertArrayEquals(new double[] {3, 2, 2, 1, 0}, edges.results());
  }

  @Test
  void nothingPredictedOrNothingThereGivesZero() {
    RunningMetric precision = new RunningMetric(Precision.of());
    Shape two = Shape.of(2, 1);
    assertEquals(0, precision.update(two, new double[] {1, 1}, two, new double[] {0.1, 0.2}));
    RunningMetric recall = new RunningMetric(Recall.of());
    assertEquals(0, recall.update(two, new double[2], two, new double[] {0.9, 0.2}));
  }

  @Test
  void theLargestPredictionsOfEachSampleAndOneClass() {
    Shape shape = Shape.of(3, 4);
    double[] y = {1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0};
    // The second row has three equal ones: the first two of them count.
    double[] p = {0.4, 0.3, 0.2, 0.1, 0.1, 0.3, 0.3, 0.3, 0.05, 0.9, 0.02, 0.03};
    RunningMetric precision = new RunningMetric(Precision.of().topK(2));
    assertEquals(3 / 6.0, precision.update(shape, y, shape, p), 1e-6);
    RunningMetric recall = new RunningMetric(Recall.of().topK(2));
    assertEquals(3 / 4.0, recall.update(shape, y, shape, p), 1e-6);
    RunningMetric ofFirst = new RunningMetric(Recall.of().topK(1).classId(0));
    assertEquals(1 / 2.0, ofFirst.update(shape, y, shape, p), 1e-6);
    RunningMetric low = new RunningMetric(Precision.of().topK(2).thresholds(0.25));
    assertEquals(2 / 5.0, low.update(shape, y, shape, p), 1e-6);
    assertThrows(
        IllegalArgumentException.class,
        () -> new RunningMetric(Precision.of().topK(5)).update(shape, y, shape, p));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RunningMetric(Precision.of().classId(4)).update(shape, y, shape, p));
  }

  /** How often a yes is predicted higher than a no: the area under the ROC curve. */
  private static double ranks(boolean weighted) {
    double higher = 0;
    double all = 0;
    for (int i = 0; i < Y.length; i++) {
      for (int j = 0; j < Y.length; j++) {
        if (Y[i] == 1 && Y[j] == 0) {
          double weight = weighted ? W[i] * W[j] : 1;
          higher += P[i] > P[j] ? weight : 0;
          all += weight;
        }
      }
    }
    return higher / all;
  }

  @Test
  void theAreaUnderTheRocCurveIsTheShareOfPairsInOrder() {
    assertEquals(ranks(false), counted(AUC.of(), false).result(), 1e-6);
    assertEquals(ranks(true), counted(AUC.of(), true).result(), 1e-6);
    double[] all = {0.1, 0.2, 0.25, 0.33, 0.4, 0.47, 0.54, 0.6, 0.7, 0.79, 0.9};
    assertEquals(ranks(false), counted(AUC.of().thresholds(all), false).result(), 1e-6);
    assertTrue(counted(AUC.of().numThresholds(3), false).result() < ranks(false));
  }

  @Test
  void majoringAndMinoringEncloseTheInterpolation() {
    for (AUC.Curve curve : AUC.Curve.values()) {
      AUC auc = AUC.of().numThresholds(4).curve(curve);
      double middle = counted(auc, true).result();
      double over = counted(auc.summationMethod(AUC.SummationMethod.MAJORING), true).result();
      double under = counted(auc.summationMethod(AUC.SummationMethod.MINORING), true).result();
      assertTrue(under < middle && middle < over, curve + ": " + under + " " + middle + " " + over);
    }
  }

  @Test
  void precisionOverRecallAtEachStepOfTheCurve() {
    // One threshold at ½ and the ends: recall 1, 3/5, 0; precision 5/11, 3/5 or tp 3 of 5, 0.
    double tp = count(1, true, 0.5, false);
    double fp = count(0, true, 0.5, false);
    double[] recall = {1, tp / 5, 0};
    double[] precision = {5 / 11.0, tp / (tp + fp), 0};
    double area = 0;
    for (int i = 0; i < 2; i++) {
      area += (recall[i] - recall[i + 1]) * Math.max(precision[i], precision[i + 1]);
    }
    AUC auc =
        AUC.of().curve(AUC.Curve.PR).thresholds(0.5).summationMethod(AUC.SummationMethod.MAJORING);
    assertEquals(area, counted(auc, false).result(), 1e-6);
  }

  @Test
  void labelsHaveCurvesOfTheirOwn() {
    Shape shape = Shape.of(4, 2);
    double[] y = {1, 0, 0, 1, 1, 1, 0, 0};
    double[] p = {0.9, 0.3, 0.2, 0.4, 0.6, 0.7, 0.7, 0.35};
    // Column 0: 0.9 and 0.6 against 0.2 and 0.7: 3 of 4; column 1: 0.4 and 0.7 against lower ones.
    AUC auc = AUC.of().multiLabel(true);
    assertEquals((0.75 + 1) / 2, new RunningMetric(auc).update(shape, y, shape, p), 1e-6);
    assertEquals(
        (3 * 0.75 + 1) / 4,
        new RunningMetric(auc.labelWeights(3, 1)).update(shape, y, shape, p),
        1e-6);
    Shape flat = Shape.of(8);
    assertThrows(
        IllegalArgumentException.class, () -> new RunningMetric(auc).update(flat, y, flat, p));
  }

  @Test
  void theBestUnderAConstraintOverAllThresholds() {
    double sensitivity = 0;
    double specificity = 0;
    double precision = 0;
    double recall = 0;
    for (int i = 0; i < 20; i++) {
      double t = i / 19.0;
      double tp = count(1, true, t, true);
      double fp = count(0, true, t, true);
      double tn = count(0, false, t, true);
      double fn = count(1, false, t, true);
      double found = tp / (tp + fn);
      double right = tp + fp == 0 ? 0 : tp / (tp + fp);
      sensitivity = tn / (tn + fp) >= 0.7 ? Math.max(sensitivity, found) : sensitivity;
      specificity = found >= 0.7 ? Math.max(specificity, tn / (tn + fp)) : specificity;
      precision = found >= 0.7 ? Math.max(precision, right) : precision;
      recall = right >= 0.7 ? Math.max(recall, found) : recall;
    }
    assertEquals(
        sensitivity,
        counted(SensitivityAtSpecificity.of(0.7).numThresholds(20), true).result(),
        1e-6);
    assertEquals(
        specificity,
        counted(SpecificityAtSensitivity.of(0.7).numThresholds(20), true).result(),
        1e-6);
    assertEquals(
        precision, counted(PrecisionAtRecall.of(0.7).numThresholds(20), true).result(), 1e-6);
    assertEquals(recall, counted(RecallAtPrecision.of(0.7).numThresholds(20), true).result(), 1e-6);
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Precision.of().thresholds(1.5));
    assertThrows(IllegalArgumentException.class, () -> Recall.of().topK(0));
    assertThrows(IllegalArgumentException.class, () -> Recall.of().classId(-1));
    assertThrows(IllegalArgumentException.class, () -> AUC.of().numThresholds(1));
    assertThrows(IllegalArgumentException.class, () -> PrecisionAtRecall.of(-0.1));
    assertThrows(IllegalArgumentException.class, () -> PrecisionAtRecall.of(0.5).numThresholds(0));
  }
}
