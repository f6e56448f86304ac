package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.RELU;
import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Conv2D;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Dropout;
import io.github.markhor.testing.Flatten;
import io.github.markhor.testing.Input;
import io.github.markhor.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The effects and results of fit, evaluate and predict. */
class TrainingTest {
  private static Sequential network(long seed) {
    return Sequential.of(
        ModelOptions.defaults().seed(seed),
        Input.of(8, 8, 1),
        Conv2D.of(4, 3).activation(RELU).name("edges"),
        Flatten.of(),
        Dropout.of(0.2),
        Dense.of(2).activation(SOFTMAX).name("classes"));
  }

  private static Sequential compiled(long seed) {
    Sequential model = network(seed);
    model.compile(
        SGD.of(0.1).momentum(0.9),
        CategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  /** A line through the origin: prediction = weight · x, so that steps can be computed by hand. */
  private static Sequential line(double learningRate, float weight) {
    Sequential model = Sequential.of(Input.of(1), Dense.of(1).useBias(false).name("line"));
    model.setWeights(List.of(Tensor.of(new float[] {weight}, 1, 1)));
    model.compile(SGD.of(learningRate), MeanSquaredError.of());
    return model;
  }

  private static float weight(Model model) {
    return model.getWeights().get(0).get(0, 0);
  }

  @Test
  void learnsAndCountsTheSmallerLastBatch() {
    int n = 70;
    try (Sequential model = compiled(3)) {
      History history =
          model.fit(
              Samples.pictures(n, 1),
              Samples.oneHot(n),
              FitOptions.defaults()
                  .epochs(6)
                  .batchSize(32)
                  .verbose(0)
                  .validationData(Samples.pictures(21, 2), Samples.oneHot(21)));
      assertEquals(List.of(0, 1, 2, 3, 4, 5), history.epochs());
      assertEquals(
          List.of("loss", "accuracy", "val_loss", "val_accuracy"),
          List.copyOf(history.history().keySet()));
      assertTrue(history.get("val_accuracy").get(5) > 0.95, () -> history.toString());
      // Three batches an epoch, the last of 6.
      assertEquals(18, model.trainingState().iterations());
    }
  }

  @Test
  void aStepIsTheFormulas() {
    try (Sequential model = line(0.25, 2)) {
      // Loss ((2·1 − 5)² + (2·3 − 7)²) / 2 = 5; gradient (2·(−3)·1 + 2·(−1)·3) / 2 = −6.
      Map<String, Double> logs =
          model.trainOnBatch(Tensor.of(new float[] {1, 3}, 2, 1), Tensor.vector(5f, 7f));
      assertEquals(Map.of("loss", 5.0), logs);
      assertEquals(3.5f, weight(model), 1e-6);
    }
  }

  @Test
  void weightsOfSamplesScaleTheLossButNotItsDivisor() {
    try (Sequential model = line(0.25, 2)) {
      // (0.5·9 + 2·1) / 2 = 3.25; gradient (0.5·(−6) + 2·(−6)) / 2 = −7.5.
      Map<String, Double> logs =
          model.trainOnBatch(
              Tensor.of(new float[] {1, 3}, 2, 1), Tensor.vector(5f, 7f), Tensor.vector(0.5f, 2f));
      assertEquals(3.25, logs.get("loss"), 1e-6);
      assertEquals(2 + 0.25 * 7.5, weight(model), 1e-6);
    }
  }

  @Test
  void aLearningRateSetBetweenTwoStepsIsUsed() {
    try (Sequential model = line(0.25, 2)) {
      List<Float> seen = new ArrayList<>();
      Callback callback =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              seen.add(weight(model));
              model.setLearningRate(0);
            }
          };
      model.fit(
          Tensor.of(new float[] {1, 3, 2, 4}, 4, 1),
          Tensor.vector(5f, 7f, 1f, 1f),
          FitOptions.defaults()
              .epochs(1)
              .batchSize(2)
              .shuffle(false)
              .verbose(0)
              .callbacks(callback));
      assertEquals(List.of(3.5f, 3.5f), seen);
    }
  }

  @Test
  void evaluationAndPredictionLeaveTheModelAsItIs() {
    try (Sequential model = compiled(4)) {
      List<float[]> before = model.getWeights().stream().map(Tensor::toArray).toList();
      Tensor x = Samples.pictures(37, 3);
      Map<String, Double> first = model.evaluate(x, Samples.oneHot(37));
      assertEquals(first, model.evaluate(x, Samples.oneHot(37)));
      assertArrayEquals(model.predict(x).toArray(), model.predict(x, 7).toArray(), 1e-6f);
      for (int i = 0; i < before.size(); i++) {
        assertArrayEquals(before.get(i), model.getWeights().get(i).toArray());
      }
      assertEquals(0, model.trainingState().iterations());
    }
  }

  @Test
  void evaluatesOverPartialBatchesExactly() {
    try (Sequential model = compiled(4)) {
      int n = 45;
      Tensor x = Samples.pictures(n, 3);
      float[] p = model.predict(x).toArray();
      double loss = 0;
      int right = 0;
      for (int i = 0; i < n; i++) {
        loss -= Math.log(p[2 * i + i % 2]) / n;
        right += p[2 * i + i % 2] > p[2 * i + 1 - i % 2] ? 1 : 0;
      }
      Map<String, Double> logs = model.evaluate(x, Samples.oneHot(n), 16);
      assertEquals(loss, logs.get("loss"), 1e-5);
      assertEquals((double) right / n, logs.get("accuracy"), 1e-6);
    }
  }

  @Test
  void aLayersOutputIsWhatTheNextLayersMakeThePredictionOf() {
    try (Sequential model = network(9)) {
      Tensor x = Samples.pictures(5, 8);
      Tensor maps = model.output("edges").predict(x);
      assertEquals(Shape.of(5, 6, 6, 4), maps.shape());
      // By hand: the first position of the first map of the last picture.
      Tensor kernel = model.layer("edges").getWeights().get(0);
      double sum = model.layer("edges").getWeights().get(1).get(2);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          sum += kernel.get(i, j, 0, 2) * x.get(4, i + 1, j + 3, 0);
        }
      }
      assertEquals(Math.max(0, sum), maps.get(4, 1, 3, 2), 1e-5);
    }
  }

  @Test
  void predictsFromManyThreadsAtOnceWhatItPredictsAlone() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Sequential model = network(2)) {
      Tensor x = Samples.pictures(64, 4);
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int size = new int[] {1, 1, 1, 2, 3, 17, 32, 64}[thread];
        List<float[]> alone = new ArrayList<>();
        for (int from = 0; from < 24; from++) {
          alone.add(
              model.predict(x.slice(from % (65 - size), from % (65 - size) + size)).toArray());
        }
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int from = 0; from < 24; from++) {
                    int at = from % (65 - size);
                    float[] together = model.predict(x.slice(at, at + size)).toArray();
                    assertArrayEquals(alone.get(from), together, "batch " + size);
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void sparseLabelsTrainLikeOneHotOnes() {
    List<float[]> weights = new ArrayList<>();
    for (boolean sparse : new boolean[] {false, true}) {
      try (Sequential model = network(7)) {
        model.compile(
            SGD.of(0.1),
            sparse ? SparseCategoricalCrossentropy.of() : CategoricalCrossentropy.of(),
            CompileOptions.defaults().metrics("accuracy"));
        model.fit(
            Samples.pictures(40, 1),
            sparse ? Samples.classNumbers(40) : Samples.oneHot(40),
            FitOptions.defaults().epochs(2).verbose(0));
        weights.add(model.getWeights().get(2).toArray());
      }
    }
    assertArrayEquals(weights.get(0), weights.get(1), 1e-6f);
  }

  @Test
  void validationSplitKeepsTheLastSamples() {
    try (Sequential model = line(0, 1)) {
      // The first six are right, the last two wrong by 10: only the validation sees these.
      History history =
          model.fit(
              Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 8, 1),
              Tensor.vector(1f, 2f, 3f, 4f, 5f, 6f, 17f, 18f),
              FitOptions.defaults().epochs(1).validationSplit(0.25).verbose(0));
      assertEquals(0, history.get("loss").get(0), 1e-9);
      assertEquals(100, history.get("val_loss").get(0), 1e-4);
    }
  }

  @Test
  void classWeightsWeighTrainingAndNotValidation() {
    try (Sequential model = compiled(5)) {
      model.setLearningRate(0);
      Tensor x = Samples.pictures(32, 1);
      FitOptions options =
          FitOptions.defaults().epochs(1).validationData(x, Samples.oneHot(32)).verbose(0);
      // Dropout stays in training, so the weights' effect is seen on a model without it.
      try (Sequential plain =
          Sequential.of(
              ModelOptions.defaults().seed(1),
              Input.of(8, 8, 1),
              Flatten.of(),
              Dense.of(2).activation(SOFTMAX))) {
        plain.compile(SGD.of(0), CategoricalCrossentropy.of());
        History even = plain.fit(x, Samples.oneHot(32), options);
        History doubled =
            plain.fit(x, Samples.oneHot(32), options.classWeight(Map.of(0, 2.0, 1, 2.0)));
        assertEquals(2 * even.get("loss").get(0), doubled.get("loss").get(0), 1e-5);
        assertEquals(even.get("val_loss").get(0), doubled.get("val_loss").get(0), 1e-9);
      }
    }
  }

  @Test
  void stepsPerEpochRunOnThroughTheData() {
    try (Sequential model = line(0.01, 0)) {
      List<Integer> batches = new ArrayList<>();
      Callback callback =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              batches.add(batch);
            }
          };
      model.fit(
          Tensor.of(new float[] {1, 2, 3, 4}, 4, 1),
          Tensor.vector(1f, 2f, 3f, 4f),
          FitOptions.defaults()
              .epochs(2)
              .batchSize(2)
              .stepsPerEpoch(3)
              .verbose(0)
              .callbacks(callback));
      assertEquals(List.of(0, 1, 2, 0, 1, 2), batches);
    }
  }
}
