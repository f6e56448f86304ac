package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.TrainingState;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanAbsoluteError;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.metrics.Metrics;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Losses, their weights, metrics and weights of samples of each output. */
class SeveralOutputsTest {
  private static final double RATE = 0.1;
  private static final List<Loss> LOSSES = List.of(MeanSquaredError.of(), MeanAbsoluteError.of());
  private static final double[] ONES = DoubleStream.generate(() -> 1).limit(TwoHeads.N).toArray();

  private final TwoHeads heads = new TwoHeads();
  private final double[][] w = TwoHeads.doubles(TwoHeads.weights());

  private static void assertWeights(double[][] expected, Model model) {
    List<Tensor> weights = model.getWeights();
    for (int i = 0; i < expected.length; i++) {
      double[] actual = TwoHeads.doubles(weights)[i];
      assertArrayEquals(expected[i], actual, 2e-5, model.toString());
    }
  }

  private static void assertClose(Map<String, Double> expected, Map<String, Double> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, value) -> assertEquals(value, actual.get(name), 2e-5, name));
  }

  @Test
  void theLossIsTheWeightedSumAndEachOutputHasItsOwn() {
    double[] ofKind = {0.5, 0, 2, 1, 3, 0.25, 1};
    double[] ofAge = {1, 2, 0, 0.5, 1, 1, 4};
    double kind = heads.kindLoss(w, ofKind, 0, TwoHeads.N);
    double age = heads.ageLoss(w, ofAge, 0, TwoHeads.N);
    try (Model model = TwoHeads.model()) {
      model.compile(
          SGD.of(RATE),
          LOSSES,
          CompileOptions.defaults()
              .lossWeights(2, 0.5)
              .metrics(Map.of("age", List.of("mae"), "kind", List.of(Metrics.get("mse"))))
              .weightedMetrics(Map.of("kind", List.of("mse"))));
      double squares = DoubleStream.of(ofKind).sum();
      assertEquals(
          List.of("loss", "kind_loss", "age_loss", "kind_mse", "age_mae", "kind_weighted_mse"),
          model.metricsNames());
      Map<String, Double> logs =
          model.trainOnBatch(heads.x, heads.y, Tensors.of(tensor(ofKind), tensor(ofAge)));
      assertClose(
          Map.of(
              "loss",
              2 * kind + 0.5 * age,
              "kind_loss",
              kind,
              "age_loss",
              age,
              "kind_mse",
              heads.kindLoss(w, ONES, 0, TwoHeads.N),
              "age_mae",
              heads.ageLoss(w, ONES, 0, TwoHeads.N),
              "kind_weighted_mse",
              kind * TwoHeads.N / squares),
          logs);
      assertWeights(
          TwoHeads.stepped(
              v ->
                  2 * heads.kindLoss(v, ofKind, 0, TwoHeads.N)
                      + 0.5 * heads.ageLoss(v, ofAge, 0, TwoHeads.N),
              RATE),
          model);
    }
  }

  private static Tensor tensor(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats);
  }

  @Test
  void everythingByNameIsTheSameAsByOrder() {
    Tensor ofAge = TwoHeads.numbers(20, TwoHeads.N);
    try (Model byOrder = TwoHeads.model();
        Model byName = TwoHeads.model()) {
      byOrder.compile(Adam.of(0.05), LOSSES, CompileOptions.defaults().lossWeights(1, 3));
      byName.compile(
          Adam.of(0.05),
          Map.of("age", MeanAbsoluteError.of(), "kind", MeanSquaredError.of()),
          CompileOptions.defaults().lossWeights(Map.of("age", 3.0)));
      FitOptions options = FitOptions.defaults().epochs(3).batchSize(3).verbose(0);
      History expected =
          byOrder.fit(heads.x, heads.y, options.sampleWeight(Tensors.of(null, ofAge)));
      History actual =
          byName.fit(
              heads.xByName, heads.yByName, options.sampleWeight(Tensors.of(Map.of("age", ofAge))));
      assertEquals(expected.history(), actual.history());
      assertEquals(
          byOrder.evaluate(heads.x, heads.y), byName.evaluate(heads.xByName, heads.yByName));
      for (int i = 0; i < byOrder.getWeights().size(); i++) {
        assertArrayEquals(
            byOrder.getWeights().get(i).toArray(), byName.getWeights().get(i).toArray());
      }
    }
  }

  @Test
  void oneArrayOfWeightsIsForAllOutputs() {
    double[] weights = {0.5, 0, 2, 1, 3, 0.25, 1};
    try (Model model = TwoHeads.model()) {
      model.compile(SGD.of(RATE), LOSSES);
      Map<String, Double> logs = model.testOnBatch(heads.x, heads.y, tensor(weights));
      double kind = heads.kindLoss(w, weights, 0, TwoHeads.N);
      double age = heads.ageLoss(w, weights, 0, TwoHeads.N);
      assertClose(Map.of("loss", kind + age, "kind_loss", kind, "age_loss", age), logs);
    }
  }

  @Test
  void lossesOfEpochsAreMeansOverSamples() {
    try (Model model = TwoHeads.model()) {
      model.compile(SGD.of(RATE), LOSSES);
      double kind = heads.kindLoss(w, ONES, 0, TwoHeads.N);
      double age = heads.ageLoss(w, ONES, 0, TwoHeads.N);
      // Batches of 3, 3 and 1.
      assertClose(
          Map.of("loss", kind + age, "kind_loss", kind, "age_loss", age),
          model.evaluate(heads.x, heads.y, 3));
    }
  }

  @Test
  void anOutputWithoutLossOrMetricsNeedsNoLabelsAndCostsNothing() {
    Map<String, Loss> losses = new HashMap<>(Map.of("kind", MeanSquaredError.of()));
    losses.put("age", null);
    try (Model model = TwoHeads.model()) {
      model.compile(SGD.of(RATE), losses);
      assertEquals(List.of("loss"), model.metricsNames());
      double kind = heads.kindLoss(w, ONES, 0, TwoHeads.N);
      for (Tensors labels :
          List.of(
              heads.kind, Tensors.of(heads.kind, null), Tensors.of(Map.of("kind", heads.kind)))) {
        assertClose(Map.of("loss", kind), model.testOnBatch(heads.x, labels));
      }
      List<String> operations = new ArrayList<>();
      model
          .trainingState()
          .profile(heads.x, heads.kind, (each, nanos) -> operations.add(each.toString()));
      assertWeights(TwoHeads.stepped(v -> heads.kindLoss(v, ONES, 0, TwoHeads.N), RATE), model);
      assertEquals(alone(), operations.size(), operations.toString());
    }
  }

  /** The number of operations of a training step of the model without its second output. */
  private int alone() {
    Input a = Input.of(2);
    Symbol kind = Dense.of(2).name("kind").apply(Dense.of(2).name("shared").apply(a));
    List<String> operations = new ArrayList<>();
    try (Model model = Model.of(a, kind)) {
      model.compile(SGD.of(RATE), MeanSquaredError.of());
      model
          .trainingState()
          .profile(heads.a, heads.kind, (each, nanos) -> operations.add(each.toString()));
    }
    return operations.size();
  }

  @Test
  void anOutputMayHaveMetricsAlone() {
    try (Model model = TwoHeads.model()) {
      model.compile(
          SGD.of(RATE),
          Arrays.asList(MeanSquaredError.of(), null),
          CompileOptions.defaults().metrics(Map.of("age", List.of("mae"))));
      assertClose(
          Map.of(
              "loss", heads.kindLoss(w, ONES, 0, TwoHeads.N),
              "age_mae", heads.ageLoss(w, ONES, 0, TwoHeads.N)),
          model.trainOnBatch(heads.x, heads.y));
      assertTrue(model.trainingState().memory(4).total() > 0);
    }
  }

  @Test
  void penaltiesAreInTheSumAlone() {
    Input x = Input.of(2);
    Symbol one = Dense.of(1).name("one").kernelRegularizer(L2.of(0.5)).apply(x);
    Symbol two = Dense.of(1).name("two").apply(x);
    try (Model model = Model.of(List.of(x), List.of(one, two))) {
      model.setWeights(
          List.of(
              Tensor.of(new float[] {1, 2}, 2, 1),
              Tensor.of(new float[] {0}),
              Tensor.of(new float[] {3, 4}, 2, 1),
              Tensor.of(new float[] {0})));
      model.compile("sgd", "mse", CompileOptions.defaults().lossWeights(10, 1));
      Tensor x1 = Tensor.of(new float[] {1, 1}, 1, 2);
      Tensor y = Tensor.of(new float[] {1}, 1, 1);
      // (3 - 1)² and (7 - 1)², and 0.5 · (1 + 4).
      assertClose(
          Map.of("loss", 40 + 36 + 2.5, "one_loss", 4.0, "two_loss", 36.0),
          model.testOnBatch(x1, Tensors.of(y, y)));
    }
  }

  @Test
  void twoOutputsOfOneLayerHaveOneName() {
    Input a = Input.of(1);
    Input b = Input.of(1);
    Dense head = Dense.of(1).name("head");
    try (Model model = Model.of(List.of(a, b), List.of(head.apply(a), head.apply(b)))) {
      model.setWeights(List.of(Tensor.of(new float[] {2}, 1, 1), Tensor.of(new float[] {0})));
      model.compile(
          SGD.of(0.25), LOSSES, CompileOptions.defaults().metrics(Map.of("head", List.of("mae"))));
      Tensors x = Tensors.of(Tensor.of(new float[] {1}, 1, 1), Tensor.of(new float[] {3}, 1, 1));
      Tensors y = Tensors.of(Tensor.of(new float[] {5}, 1, 1), Tensor.of(new float[] {2}, 1, 1));
      // As Keras 3 has it: the loss is the last one's, and metrics are counted.
      assertClose(
          Map.of("loss", 9.0 + 4, "head_loss", 4.0, "head_mae", 3.0, "head_mae_1", 4.0),
          model.trainOnBatch(x, y));
      // The gradients of both uses: 2 · (2 - 5) · 1 + 3.
      assertEquals(2 - 0.25f * -3, model.getWeights().get(0).toArray()[0], 1e-6);
      Tensors predictions = model.predictAll(x);
      assertEquals(List.of(), predictions.names());
      assertArrayEquals(new float[] {2.75f + 1.25f}, predictions.tensor(0).toArray(), 1e-6f);
      assertArrayEquals(new float[] {3 * 2.75f + 1.25f}, predictions.tensor(1).toArray(), 1e-6f);
      Tensors named = Tensors.of(Map.of("head", y.tensor(0)));
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> model.trainOnBatch(x, named))
              .getMessage()
              .contains("in their order where two have one name"));
    }
  }

  @Test
  void anEvaluationWithinTrainingLeavesTheSumsAsTheyWere() {
    FitOptions options = FitOptions.defaults().epochs(2).batchSize(2).verbose(0).shuffle(false);
    try (Model plain = TwoHeads.model();
        Model model = TwoHeads.model()) {
      List<Double> seen = new ArrayList<>();
      Callback evaluates =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              seen.add(model.evaluate(heads.x, heads.y).get("age_loss"));
            }
          };
      plain.compile(SGD.of(RATE), LOSSES);
      model.compile(SGD.of(RATE), LOSSES);
      History expected = plain.fit(heads.x, heads.y, options);
      History history = model.fit(heads.x, heads.y, options.callbacks(evaluates));
      assertEquals(expected.history(), history.history());
      assertEquals(8, seen.size());
      assertEquals(model.evaluate(heads.x, heads.y).get("age_loss"), seen.get(7));
    }
  }

  @Test
  void theStatisticsOfAnOutputThatNoOneTrainsMoveAsInKeras() {
    Input x = Input.of(2);
    Symbol one = Dense.of(1).name("one").apply(x);
    Symbol two = BatchNormalization.of().name("two").momentum(0.5).apply(x);
    try (Model model = Model.of(List.of(x), List.of(one, two))) {
      model.compile(SGD.of(RATE), Arrays.asList(MeanSquaredError.of(), null));
      Tensor batch = Tensor.of(new float[] {2, 4, 6, 8}, 2, 2);
      model.trainOnBatch(batch, Tensor.of(new float[] {1, 2}, 2, 1));
      List<Tensor> weights = model.layer("two").getWeights();
      assertArrayEquals(new float[] {2, 3}, weights.get(2).toArray(), 1e-6f);
      assertArrayEquals(new float[] {1, 1}, weights.get(0).toArray());
    }
  }

  @Test
  void theStateTellsHowEachOutputTrains() {
    try (Model model = TwoHeads.model()) {
      model.compile(
          SGD.of(RATE),
          Arrays.asList(null, MeanAbsoluteError.of()),
          CompileOptions.defaults()
              .lossWeights(1, 4)
              .weightedMetrics(Map.of("kind", List.of("mse"))));
      TrainingState.Output kind = model.trainingState().outputs().get(0);
      TrainingState.Output age = model.trainingState().outputs().get(1);
      assertEquals("kind", kind.name());
      assertNull(kind.loss());
      assertEquals(List.of(), kind.metrics());
      assertEquals("mse", kind.weightedMetrics().get(0).name());
      assertEquals("mean_absolute_error", age.loss().name());
      assertEquals(4, age.lossWeight());
      assertThrows(IllegalStateException.class, () -> model.trainingState().loss());
    }
  }
}
