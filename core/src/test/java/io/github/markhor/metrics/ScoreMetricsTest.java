package io.github.markhor.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** F scores, overlaps, correlations and the like, against numbers computed by hand. */
class ScoreMetricsTest {
  private static final Shape SHAPE = Shape.of(4, 3);
  private static final double[] LABELS = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0};
  private static final double[] SCORES = {
    0.7, 0.2, 0.1, 0.5, 0.3, 0.2, 0.1, 0.3, 0.6, 0.4, 0.4, 0.2
  };

  @Test
  void fScoresOfTheLargestPrediction() {
    // Class 0: of 2 labels both found, 3 predicted; class 1: none of 1, 1 predicted; class 2: all.
    double[] f1 = {2 * (2 / 3.0) / (2 / 3.0 + 1), 0, 1};
    RunningMetric each = new RunningMetric(F1Score.of());
    each.update(SHAPE, LABELS, SHAPE, SCORES);
    assertArrayEquals(f1, each.results(), 1e-6);
    assertEquals(3, each.metric().size(Shape.of(3)));
    assertEquals((f1[0] + f1[2]) / 3, f(F1Score.of().average(AbstractFScore.Average.MACRO)), 1e-6);
    assertEquals(
        (2 * f1[0] + f1[2]) / 4, f(F1Score.of().average(AbstractFScore.Average.WEIGHTED)), 1e-6);
    // Together: 3 of 4 found, 5 predicted.
    assertEquals(
        2 * 0.6 * 0.75 / 1.35, f(F1Score.of().average(AbstractFScore.Average.MICRO)), 1e-6);
  }

  private static double f(Metric metric) {
    RunningMetric running = new RunningMetric(metric);
    running.update(SHAPE, LABELS, SHAPE, SCORES);
    return running.result();
  }

  @Test
  void betaAndThresholdAndWeights() {
    // Above 0.45: of class 0 the rows 0 and 1, of class 2 row 2. Weights 1, 2, 3, 4.
    RunningMetric running = new RunningMetric(FBetaScore.of(2).threshold(0.45));
    running.update(SHAPE, LABELS, SHAPE, SCORES, 1, 2, 3, 4);
    double precision = 1 / 3.0;
    double recall = 1 / 5.0;
    double score = 5 * precision * recall / (4 * precision + recall);
    assertArrayEquals(new double[] {score, 0, 1}, running.results(), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> FBetaScore.of(0));
    assertThrows(IllegalArgumentException.class, () -> F1Score.of().threshold(0.0));
  }

  @Test
  void topKCountsTiesAtTheEdge() {
    Shape shape = Shape.of(3, 4);
    double[] p = {0.1, 0.2, 0.3, 0.4, 0.4, 0.3, 0.3, 0.0, 0.9, 0.05, 0.03, 0.02};
    double[] labels = {1, 2, 3};
    RunningMetric sparse = new RunningMetric(SparseTopKCategoricalAccuracy.of(2));
    assertEquals(1 / 3.0, sparse.update(Shape.of(3), labels, shape, p), 1e-6);
    double[] oneHot = {0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    RunningMetric dense = new RunningMetric(TopKCategoricalAccuracy.of(3));
    assertEquals(2 / 3.0, dense.update(shape, oneHot, shape, p), 1e-6);
    RunningMetric sorted =
        new RunningMetric(SparseTopKCategoricalAccuracy.of(2).fromSortedIds(true));
    double[] ids = {3, 1, 2, 0, 0, 3, 2, 1, 3, 0, 1, 2};
    assertEquals(2 / 3.0, sorted.update(Shape.of(3), labels, shape, ids), 1e-6);
  }

  @Test
  void overlapsOfClassNumbersOverBatches() {
    RunningMetric mean = new RunningMetric(MeanIoU.of(3).ignoreClass(-1));
    Shape row = Shape.of(2, 3);
    mean.update(row, new double[] {0, 0, 1, 1, 2, -1}, row, new double[] {0, 1, 1, 1, 0, 2});
    // Class 0: 1 of {0,0,2→0}; 1: 2 of 3; 2: none of 1.
    assertEquals((1 / 3.0 + 2 / 3.0 + 0) / 3, mean.result(), 1e-6);
    Shape one = Shape.of(1, 2);
    mean.update(one, new double[] {2, 7}, one, new double[] {2, 2});
    assertEquals((1 / 3.0 + 2 / 3.0 + 1 / 2.0) / 3, mean.result(), 1e-6);
    RunningMetric some = new RunningMetric(IoU.of(3, List.of(0, 1)));
    some.update(row, new double[] {0, 0, 1, 1, 2, 2}, row, new double[] {0, 1, 1, 1, 0, 2});
    assertEquals((1 / 3.0 + 2 / 3.0) / 2, some.result(), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> IoU.of(2, List.of(2)));
  }

  @Test
  void overlapsLoseFractionsOfWeightsUnlessToldOtherwise() {
    Shape three = Shape.of(3);
    double[] y = {1, 1, 0};
    double[] p = {0.6, 0.4, 0.5};
    // Yes: rows 0 and 2; with weights 1.5, 2, 0.5 the last one does not count as a whole number.
    RunningMetric whole = new RunningMetric(BinaryIoU.of(List.of(1)));
    assertEquals(1 / 3.0, whole.update(three, y, three, p, 1.5, 2, 0.5), 1e-6);
    RunningMetric exact = new RunningMetric(BinaryIoU.of(List.of(1)).dtype("float32"));
    assertEquals(1.5 / 4, exact.update(three, y, three, p, 1.5, 2, 0.5), 1e-6);
  }

  @Test
  void overlapsOfScores() {
    // Largest of SCORES: 0, 0, 2, 0; labels 0, 1, 2, 0.
    RunningMetric all = new RunningMetric(OneHotMeanIoU.of(3));
    assertEquals((2 / 3.0 + 0 + 1) / 3, all.update(SHAPE, LABELS, SHAPE, SCORES), 1e-6);
    RunningMetric last = new RunningMetric(OneHotIoU.of(3, List.of(0)));
    assertEquals(2 / 3.0, last.update(SHAPE, LABELS, SHAPE, SCORES), 1e-6);
  }

  @Test
  void correlations() {
    Shape shape = Shape.of(1, 4);
    double[] y = {1, 2, 4, 5};
    double[] p = {2, 1, 5, 8};
    // Means 3 and 4; products 2·2 + 1·3 + 1·1 + 2·4 = 4 + 3 + 1 + 8, squares 10 and 30.
    RunningMetric pearson = new RunningMetric(PearsonCorrelation.of());
    assertEquals(16 / Math.sqrt(300), pearson.update(shape, y, shape, p), 1e-6);
    RunningMetric concordance = new RunningMetric(ConcordanceCorrelation.of());
    assertEquals(2 * 4 / (2.5 + 7.5 + 1), concordance.update(shape, y, shape, p), 1e-6);
    Shape column = Shape.of(4, 1);
    RunningMetric overSamples = new RunningMetric(PearsonCorrelation.of().axis(0));
    assertEquals(16 / Math.sqrt(300), overSamples.update(column, y, column, p), 1e-6);
  }

  @Test
  void explainedVarianceOfLabelsFarFromZero() {
    RunningMetric r2 =
        new RunningMetric(R2Score.of().classAggregation(R2Score.ClassAggregation.NONE));
    Shape three = Shape.of(3, 2);
    r2.update(
        three,
        new double[] {50001, 1, 50002, 1, 50004, 1},
        three,
        new double[] {50001, 1, 50003, 2, 50004, 1});
    Shape one = Shape.of(1, 2);
    r2.update(one, new double[] {50005, 1}, one, new double[] {50003, 1});
    // Mean 50003, squares 4 + 1 + 1 + 4; errors 1 + 4. The second column does not vary.
    assertArrayEquals(new double[] {1 - 5 / 10.0, 0}, r2.results(), 1e-3);
    RunningMetric adjusted = new RunningMetric(R2Score.of().numRegressors(1));
    Shape four = Shape.of(4, 1);
    adjusted.update(four, new double[] {1, 2, 4, 5}, four, new double[] {1, 3, 4, 3});
    assertEquals(1 - 0.5 * 3 / 2, adjusted.result(), 1e-6);
  }

  @Test
  void rootsAndCosinesAndSums() {
    Shape shape = Shape.of(2, 2);
    double[] y = {3, 4, 1, 0};
    double[] p = {4, 3, 0, 2};
    RunningMetric root = new RunningMetric(RootMeanSquaredError.of());
    assertEquals(Math.sqrt(7 / 4.0), root.update(shape, y, shape, p), 1e-6);
    RunningMetric cosine = new RunningMetric(CosineSimilarityMetric.of());
    assertEquals((24 / 25.0 + 0) / 2, cosine.update(shape, y, shape, p), 1e-6);
    RunningMetric sum = new RunningMetric(Metric.sum("moved", (a, b) -> a.sub(b).abs()));
    assertEquals(2 * 0.5 + 3 * 4, sum.update(shape, y, shape, p, 0.5, 4), 1e-6);
  }

  @Test
  void everyNameMakesAMetricAndItsConfigMakesItAgain() {
    int made = 0;
    for (String name : Registry.names(Metric.class)) {
      Metric metric;
      try {
        metric = Metrics.get(name);
      } catch (IllegalArgumentException needsArguments) {
        assertTrue(
            needsArguments.getMessage().contains("a number")
                || needsArguments.getMessage().contains("a list")
                || needsArguments.getMessage().contains("a whole number"),
            needsArguments.getMessage());
        continue;
      }
      made++;
      assertEquals(name, metric.name());
      again(metric);
    }
    assertTrue(made > 70, "made " + made);
  }

  private static void again(Metric metric) {
    Map<String, Object> described =
        Map.of("class_name", metric.className(), "config", metric.config().values());
    Metric again = Registry.make(Metric.class, described, Dialect.KERAS_3);
    assertEquals(metric.toString(), again.toString());
  }

  @Test
  void configsKeepArguments() {
    again(AUC.of().thresholds(0.25, 0.5).multiLabel(true).labelWeights(2, 1).fromLogits(true));
    again(AUC.of().curve(AUC.Curve.PRGAIN).summationMethod(AUC.SummationMethod.MINORING));
    again(Precision.of().thresholds(0.75, 0.25).topK(2).classId(1));
    again(SensitivityAtSpecificity.of(0.25).numThresholds(7).classId(2));
    again(FBetaScore.of(0.5).average(AbstractFScore.Average.WEIGHTED).threshold(0.25));
    again(IoU.of(4, List.of(1, 3)).sparseYPred(false).axis(1).ignoreClass(0).dtype("float32"));
    again(OneHotMeanIoU.of(4).sparseYPred(true));
    again(BinaryIoU.of(List.of(0)).threshold(0.25));
    again(PearsonCorrelation.of().axis(1, 2).name("own"));
    again(R2Score.of().classAggregation(R2Score.ClassAggregation.NONE).numRegressors(3));
    again(CosineSimilarityMetric.of().axis(1));
    again(SparseTopKCategoricalAccuracy.of(3).fromSortedIds(true));
  }
}
