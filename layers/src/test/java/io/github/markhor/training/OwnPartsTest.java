package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers, losses and metrics of the user's own, statistics, dtypes. */
class OwnPartsTest {
  /** y = x² · scale: a layer without a line of gradient code. */
  private static final class SquareScale extends AbstractLayer<SquareScale> {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return List.of(WeightSpec.of("scale", Shape.of(input.size(-1)), Zeros.of()));
    }

    @Override
    public Value call(Value x, LayerContext context) {
      return x.square().mul(context.weight("scale"));
    }

    @Override
    protected void addTo(Config config) {}
  }

  /** The correlation of predictions with labels, from five sums. */
  private static final class Pearson implements Metric {
    @Override
    public String name() {
      return "pearson";
    }

    @Override
    public void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
      sums.add("n", yPred.like(yPred.shape().elements()));
      sums.add("t", yTrue.sum());
      sums.add("p", yPred.sum());
      sums.add("tt", yTrue.square().sum());
      sums.add("pp", yPred.square().sum());
      sums.add("tp", yTrue.mul(yPred).sum());
    }

    @Override
    public double result(Totals totals) {
      double n = totals.get("n");
      double covariance = totals.get("tp") - totals.get("t") * totals.get("p") / n;
      double t = totals.get("tt") - totals.get("t") * totals.get("t") / n;
      double p = totals.get("pp") - totals.get("p") * totals.get("p") / n;
      return covariance / Math.sqrt(t * p);
    }

    @Override
    public String className() {
      return "Pearson";
    }

    @Override
    public Config config() {
      return new Config();
    }
  }

  @Test
  void aLayerLossAndMetricOfOnesOwnTrain() {
    try (Sequential model = Sequential.of(Input.of(2), new SquareScale().name("square"))) {
      // Huber-like: |d| beyond 1, d² within, without a gradient being written anywhere.
      Loss loss =
          Loss.of(
              "soft_absolute",
              (yTrue, yPred) -> {
                Value d = yPred.sub(yTrue);
                return d.abs().greater(1).select(d.abs(), d.square()).mean(-1);
              });
      model.compile(SGD.of(0.5), loss, CompileOptions.defaults().weightedMetrics(new Pearson()));
      Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
      Tensor y = Tensor.of(new float[] {3, 0.5f}, 1, 2);
      // At scale 0: d = (−3, −0.5), loss (3 + 0.25) / 2; gradient (−1·1, −1·4) / 2.
      assertEquals(1.625, model.trainOnBatch(x, y).get("loss"), 1e-6);
      Tensor scale = model.layer("square").getWeights().get(0);
      assertEquals(0.25, scale.get(0), 1e-6);
      assertEquals(1.0, scale.get(1), 1e-6);
    }
  }

  @Test
  void pearsonsCorrelationIsExactOverPartialBatches() {
    int n = 23;
    float[] x = new float[n];
    float[] y = new float[n];
    double[] sums = new double[5];
    for (int i = 0; i < n; i++) {
      x[i] = (i * 7 % 11) / 5f;
      y[i] = 2 * x[i] - (i * 5 % 13) / 4f;
    }
    try (Sequential model = Sequential.of(Input.of(1), Dense.of(1).useBias(false))) {
      model.setWeights(List.of(Tensor.of(new float[] {3}, 1, 1)));
      model.compile(
          SGD.of(0.1),
          io.github.markhor.losses.MeanSquaredError.of(),
          CompileOptions.defaults().metrics(new Pearson()));
      for (int i = 0; i < n; i++) {
        sums[0] += 3 * x[i];
        sums[1] += y[i];
        sums[2] += 9.0 * x[i] * x[i];
        sums[3] += (double) y[i] * y[i];
        sums[4] += 3.0 * x[i] * y[i];
      }
      double expected =
          (sums[4] - sums[0] * sums[1] / n)
              / Math.sqrt((sums[2] - sums[0] * sums[0] / n) * (sums[3] - sums[1] * sums[1] / n));
      double actual = model.evaluate(Tensor.of(x, n, 1), Tensor.of(y, n, 1), 5).get("pearson");
      assertEquals(expected, actual, 1e-5);
    }
  }

  private static Sequential normalized(boolean trainable) {
    Sequential model =
        Sequential.of(
            Input.of(1),
            BatchNormalization.of().momentum(0.75).trainable(trainable).name("norm"),
            Dense.of(1).name("dense"));
    model.compile(SGD.of(0.1), io.github.markhor.losses.MeanSquaredError.of());
    return model;
  }

  @Test
  void movingStatisticsMoveInTrainingOnly() {
    Tensor x = Tensor.of(new float[] {1, 3, 5, 11}, 4, 1);
    Tensor y = Tensor.of(new float[] {0, 1, 0, 1}, 4, 1);
    try (Sequential model = normalized(true)) {
      model.testOnBatch(x, y);
      assertEquals(0, model.layer("norm").getWeights().get(2).get(0));
      model.trainOnBatch(x, y);
      // Mean 5, biased variance (16 + 4 + 0 + 36) / 4 = 14.
      assertEquals(0.25 * 5, model.layer("norm").getWeights().get(2).get(0), 1e-5);
      assertEquals(0.75 + 0.25 * 14, model.layer("norm").getWeights().get(3).get(0), 1e-5);
    }
  }

  @Test
  void aFrozenNormalizationInfersEvenInTraining() {
    Tensor x = Tensor.of(new float[] {1, 3, 5, 11}, 4, 1);
    Tensor y = Tensor.of(new float[] {0, 1, 0, 1}, 4, 1);
    try (Sequential model = normalized(false)) {
      double tested = model.testOnBatch(x, y).get("loss");
      assertEquals(tested, model.trainOnBatch(x, y).get("loss"), 1e-6);
      assertEquals(0, model.layer("norm").getWeights().get(2).get(0));
      assertEquals(1, model.layer("norm").getWeights().get(0).get(0));
      assertNotEquals(tested, model.testOnBatch(x, y).get("loss"), "the dense layer has moved");
    }
  }

  @Test
  void aFloat32LayerInAMixedModelComputesInFloat32() {
    try (Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(1).dtype(DTypePolicy.MIXED_BFLOAT16),
            Input.of(5),
            Dense.of(4).name("mixed"),
            Dense.of(3).dtype(DTypePolicy.FLOAT32).name("float32"))) {
      Graph graph = new Graph();
      var traced = model.trace(graph, graph.input("x", Type.float32(Shape.of(2, 5))), true);
      assertEquals(DType.BFLOAT16, traced.outputs().get("mixed").dtype());
      assertEquals(DType.FLOAT32, traced.outputs().get("float32").dtype());
      assertEquals(DType.FLOAT32, traced.output().dtype());
    }
  }

  @Test
  void theLossIsTheWeightedMeanOverTheEpoch() {
    try (Sequential model = Sequential.of(Input.of(1), Dense.of(1).useBias(false))) {
      model.setWeights(List.of(Tensor.of(new float[] {0}, 1, 1)));
      model.compile(SGD.of(0), io.github.markhor.losses.MeanSquaredError.of());
      // Batches of 2, 2 and 1: losses 1, 4 and 9, so the mean is (2·1 + 2·4 + 9) / 5.
      double loss =
          model
              .fit(
                  Tensor.of(new float[] {1, 1, 1, 1, 1}, 5, 1),
                  Tensor.of(new float[] {1, 1, 2, 2, 3}, 5, 1),
                  FitOptions.defaults().epochs(1).batchSize(2).shuffle(false).verbose(0))
              .get("loss")
              .get(0);
      assertTrue(Math.abs(loss - 19 / 5.0) < 1e-6, () -> "loss " + loss);
    }
  }
}
