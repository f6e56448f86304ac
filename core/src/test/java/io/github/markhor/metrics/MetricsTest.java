package io.github.markhor.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void accuracyIsChosenFromShapes() {
    Metric accuracy = Metrics.ACCURACY;
    assertEquals("BinaryAccuracy", accuracy.resolve(Shape.of(5), Shape.of(5, 1)).className());
    assertEquals("BinaryAccuracy", accuracy.resolve(Shape.of(5, 1), Shape.of(5, 1)).className());
    assertEquals(
        "SparseCategoricalAccuracy", accuracy.resolve(Shape.of(5), Shape.of(5, 3)).className());
    assertEquals(
        "SparseCategoricalAccuracy", accuracy.resolve(Shape.of(5, 1), Shape.of(5, 3)).className());
    assertEquals(
        "CategoricalAccuracy", accuracy.resolve(Shape.of(5, 2), Shape.of(5, 2)).className());
    assertEquals("accuracy", accuracy.resolve(Shape.of(5, 2), Shape.of(5, 2)).name());
  }

  @Test
  void binaryAccuracyCountsWhatIsAboveTheThreshold() {
    RunningMetric half = new RunningMetric(BinaryAccuracy.of());
    Shape shape = Shape.of(4, 1);
    double[] p = {0.5, 0.51, 0.9, 0.1};
    assertEquals(0.75, half.update(Shape.of(4), new double[] {0, 1, 0, 0}, shape, p), 1e-6);
    RunningMetric high = new RunningMetric(BinaryAccuracy.of(0.7));
    assertEquals(0.25, high.update(Shape.of(4), new double[] {1, 1, 0, 0}, shape, p), 1e-6);
  }

  @Test
  void categoricalAccuracyOverBatchesAndWithWeights() {
    RunningMetric running = new RunningMetric(CategoricalAccuracy.of());
    Shape two = Shape.of(2, 3);
    // The second row ties: its first maximum counts.
    double[] p = {0.2, 0.5, 0.3, 0.4, 0.2, 0.4};
    assertEquals(0.5, running.update(two, new double[] {0, 1, 0, 0, 0, 1}, two, p), 1e-6);
    Shape one = Shape.of(1, 3);
    assertEquals(
        2 / 3.0,
        running.update(one, new double[] {1, 0, 0}, one, new double[] {0.9, 0.05, 0.05}),
        1e-6);
    RunningMetric weighted = new RunningMetric(CategoricalAccuracy.of());
    assertEquals(0.2, weighted.update(two, new double[] {0, 1, 0, 0, 0, 1}, two, p, 0.5, 2), 1e-6);
  }

  @Test
  void sparseCategoricalAccuracyOfPixels() {
    RunningMetric running = new RunningMetric(SparseCategoricalAccuracy.of());
    double[] p = {0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3};
    assertEquals(
        (0.5 * 1 + 1 * 3) / 4,
        running.update(Shape.of(2, 2), new double[] {0, 0, 0, 0}, Shape.of(2, 2, 2), p, 1, 3),
        1e-6);
  }

  @Test
  void overNoDataAMetricIsZero() {
    assertEquals(0, new RunningMetric(Metrics.ACCURACY).result());
    assertEquals(0, new RunningMetric(Metrics.get("mse")).result());
    RunningMetric weightless = new RunningMetric(BinaryAccuracy.of());
    Shape shape = Shape.of(1, 1);
    assertEquals(0, weightless.update(shape, new double[] {1}, shape, new double[] {1}, 0));
  }

  @Test
  void lossesAsMetricsAreMeansOverSamples() {
    RunningMetric mse = new RunningMetric(Metrics.get("mse"));
    assertEquals("mse", mse.metric().name());
    Shape three = Shape.of(3, 1);
    mse.update(three, new double[] {0, 0, 0}, three, new double[] {1, 2, 3});
    Shape one = Shape.of(1, 1);
    assertEquals((1 + 4 + 9 + 36) / 4.0, mse.update(one, new double[1], one, new double[] {6}));
    Metric crossentropy = LossMetric.of(BinaryCrossentropy.of());
    assertEquals("binary_crossentropy", crossentropy.name());
    assertEquals("BinaryCrossentropy", crossentropy.className());
  }

  @Test
  void ignoredLabelsLeaveTheNumberOfSamplesOnlyWithWeightsAsInKeras() {
    Metric metric =
        LossMetric.of(SparseCategoricalCrossentropy.of().fromLogits(true).ignoreClass(2));
    double[] labels = {0, 2};
    double[] logits = {3, 0, -90, 5, 1, 0};
    double loss = Math.log1p(Math.exp(-3));
    Shape two = Shape.of(2);
    Shape three = Shape.of(2, 3);
    assertEquals(loss / 2, new RunningMetric(metric).update(two, labels, three, logits), 1e-6);
    assertEquals(loss, new RunningMetric(metric).update(two, labels, three, logits, 3, 5), 1e-6);
  }

  @Test
  void aFunctionOfTheUsersOwn() {
    RunningMetric largest =
        new RunningMetric(Metric.of("largest", (y, p) -> p.sub(y).abs().maxOver(-1)));
    Shape shape = Shape.of(2, 2);
    assertEquals(
        (0.5 + 3) / 2,
        largest.update(shape, new double[] {1, 2, 3, 4}, shape, new double[] {1.5, 2, 1, 1}));
  }

  /** Pearson's correlation of all labels with all predictions: a metric of the user's own. */
  private record Pearson(String name) implements Metric {
    @Override
    public String className() {
      return "Pearson";
    }

    @Override
    public Config config() {
      return new Config().with("name", name);
    }

    @Override
    public void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
      sums.add("n", yTrue.like(yTrue.shape().elements()));
      sums.add("y", yTrue.sum());
      sums.add("p", yPred.sum());
      sums.add("yy", yTrue.square().sum());
      sums.add("pp", yPred.square().sum());
      sums.add("yp", yTrue.mul(yPred).sum());
    }

    @Override
    public double result(Totals t) {
      double n = t.get("n");
      double covariance = n * t.get("yp") - t.get("y") * t.get("p");
      double spreadOfLabels = n * t.get("yy") - t.get("y") * t.get("y");
      double spreadOfPredictions = n * t.get("pp") - t.get("p") * t.get("p");
      double product = spreadOfLabels * spreadOfPredictions;
      return product <= 0 ? 0 : covariance / Math.sqrt(product);
    }
  }

  @Test
  void pearsonsCorrelationOverTwoBatches() {
    double[] y = {1, 2.5, -0.5, 4, 3};
    double[] p = {0.8, 2, 0.3, 3.1, 3.9};
    RunningMetric running = new RunningMetric(new Pearson("pearson"));
    Shape three = Shape.of(3, 1);
    Shape two = Shape.of(2, 1);
    running.update(three, Arrays.copyOf(y, 3), three, Arrays.copyOf(p, 3));
    double result =
        running.update(two, Arrays.copyOfRange(y, 3, 5), two, Arrays.copyOfRange(p, 3, 5));
    double meanY = 0;
    double meanP = 0;
    for (int i = 0; i < 5; i++) {
      meanY += y[i] / 5;
      meanP += p[i] / 5;
    }
    double yp = 0;
    double yy = 0;
    double pp = 0;
    for (int i = 0; i < 5; i++) {
      yp += (y[i] - meanY) * (p[i] - meanP);
      yy += (y[i] - meanY) * (y[i] - meanY);
      pp += (p[i] - meanP) * (p[i] - meanP);
    }
    assertEquals(yp / Math.sqrt(yy * pp), result, 1e-5);
  }

  @Test
  void configsGiveTheSameMetricAgain() {
    List<Metric> metrics =
        List.of(
            BinaryAccuracy.of(0.3).name("mine"),
            CategoricalAccuracy.of(),
            SparseCategoricalAccuracy.of(),
            Accuracy.of(),
            Metrics.get("acc"),
            LossMetric.of(CategoricalCrossentropy.of().labelSmoothing(0.2)).name("cce"));
    for (Metric metric : metrics) {
      Map<String, Object> described =
          Map.of("class_name", metric.className(), "config", metric.config().values());
      Metric again = Registry.make(Metric.class, described, Dialect.KERAS_3);
      assertEquals(metric.name(), again.name());
      assertEquals(metric.config().values(), again.config().values());
    }
    assertThrows(ConfigException.class, () -> Metrics.get("acuracy"));
  }
}
