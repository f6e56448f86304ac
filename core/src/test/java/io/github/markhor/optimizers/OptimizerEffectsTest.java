package io.github.markhor.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.metrics.F1Score;
import io.github.markhor.metrics.Metrics;
import io.github.markhor.metrics.Precision;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Activation;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Flatten;
import io.github.markhor.testing.Input;
import io.github.markhor.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That what optimizers and metrics promise happens in whole models. */
class OptimizerEffectsTest {
  private static Sequential model(Optimizer optimizer, CompileOptions options) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(4),
            Input.of(Samples.SIZE, Samples.SIZE, 1),
            Flatten.of(),
            Dense.of(2).activation(Activation.SOFTMAX));
    model.compile(optimizer, CategoricalCrossentropy.of(), options);
    return model;
  }

  private static Sequential model(Optimizer optimizer) {
    return model(optimizer, CompileOptions.defaults());
  }

  private static float[] kernel(Model model) {
    return model.getWeights().get(0).toArray();
  }

  private static double norm(float[] numbers) {
    double square = 0;
    for (float number : numbers) {
      square += number * number;
    }
    return Math.sqrt(square);
  }

  private static double change(Model model, float[] before) {
    float[] now = kernel(model);
    for (int i = 0; i < now.length; i++) {
      now[i] -= before[i];
    }
    return norm(now);
  }

  @Test
  void everyOptimizerLearns() {
    List<Optimizer> optimizers =
        List.of(
            SGD.of(0.1).momentum(0.5),
            RMSprop.of(0.01),
            Adam.of(0.02),
            AdamW.of(0.02),
            Adamax.of(0.02),
            Nadam.of(0.02),
            Lamb.of(0.02),
            Lion.of(0.005),
            Adagrad.of(0.1),
            Adadelta.of(5),
            Adafactor.of(0.1),
            Ftrl.of(0.2));
    for (Optimizer optimizer : optimizers) {
      try (Sequential model = model(optimizer)) {
        History history =
            model.fit(
                Samples.pictures(64, 3),
                Samples.oneHot(64),
                FitOptions.defaults().epochs(12).batchSize(16).verbose(0));
        double first = history.get("loss").get(0);
        double last = history.get("loss").get(11);
        assertTrue(last < 0.6 * first, optimizer + ": from " + first + " to " + last);
      }
    }
  }

  @Test
  void accumulatedGradientsAreThoseOfTheLargeBatch() {
    Tensor x = Samples.pictures(24, 5);
    Tensor y = Samples.oneHot(24);
    try (Sequential large = model(Adam.of(0.01));
        Sequential small = model(Adam.of(0.01).gradientAccumulationSteps(3))) {
      float[] start = kernel(small);
      large.trainOnBatch(x, y);
      for (int part = 0; part < 3; part++) {
        assertArrayEquals(start, kernel(small), "nothing moves before the third batch");
        small.trainOnBatch(x.slice(8 * part, 8 * part + 8), y.slice(8 * part, 8 * part + 8));
      }
      assertArrayEquals(kernel(large), kernel(small), 1e-5f);
      assertNotEquals(0, change(small, start));
    }
  }

  @Test
  void clippingBoundsTheStep() {
    Tensor x = Samples.pictures(16, 6);
    Tensor y = Samples.oneHot(16);
    try (Sequential free = model(SGD.of(1));
        Sequential each = model(SGD.of(1).clipnorm(0.125));
        Sequential all = model(SGD.of(1).globalClipnorm(0.125));
        Sequential value = model(SGD.of(1).clipvalue(0.01))) {
      float[] start = kernel(free);
      for (Sequential model : List.of(free, each, all, value)) {
        model.trainOnBatch(x, y);
      }
      assertTrue(change(free, start) > 0.3);
      assertEquals(0.125, change(each, start), 1e-4);
      assertTrue(change(all, start) < 0.125);
      float[] clipped = kernel(value);
      float largest = 0;
      for (int i = 0; i < clipped.length; i++) {
        largest = Math.max(largest, Math.abs(clipped[i] - start[i]));
      }
      assertEquals(0.01, largest, 1e-6);
    }
  }

  @Test
  void decayShrinksWeightsThatHaveNoGradient() {
    Tensor black = Tensor.zeros(8, Samples.SIZE, Samples.SIZE, 1);
    try (Sequential model = model(AdamW.of(0.5).weightDecay(0.25))) {
      double before = norm(kernel(model));
      model.trainOnBatch(black, Samples.oneHot(8));
      assertEquals(before * (1 - 0.5 * 0.25), norm(kernel(model)), 1e-5);
    }
  }

  @Test
  void averagesReplaceWeightsAtTheEndOfFit() {
    try (Sequential plain = model(SGD.of(0.5));
        Sequential averaged = model(SGD.of(0.5).useEma(true).emaMomentum(0.75))) {
      float[] start = kernel(plain);
      FitOptions options = FitOptions.defaults().epochs(1).batchSize(8).verbose(0).shuffle(false);
      plain.fit(Samples.pictures(40, 8), Samples.oneHot(40), options);
      averaged.fit(Samples.pictures(40, 8), Samples.oneHot(40), options);
      double full = change(plain, start);
      double behind = change(averaged, start);
      assertTrue(behind < 0.95 * full && behind > 0.2 * full, behind + " of " + full);
    }
  }

  @Test
  void theScaleOfTheLossChangesNothingButDigits() {
    Tensor x = Samples.pictures(16, 9);
    Tensor y = Samples.oneHot(16);
    try (Sequential plain = model(SGD.of(0.5));
        Sequential scaled = model(SGD.of(0.5).lossScaleFactor(1024))) {
      Map<String, Double> logs = plain.trainOnBatch(x, y);
      assertEquals(logs, scaled.trainOnBatch(x, y), "the loss in logs is not scaled");
      assertArrayEquals(kernel(plain), kernel(scaled), 1e-6f);
    }
  }

  @Test
  void namesOfFiguresAreKerass() {
    CompileOptions options =
        CompileOptions.defaults()
            .metrics(
                Metrics.ACCURACY,
                F1Score.of(),
                Precision.of().thresholds(0.25, 0.75),
                Metrics.get("accuracy"))
            .weightedMetrics(Metrics.ACCURACY, Metrics.get("mae"), Metrics.ACCURACY);
    try (Sequential model = model(SGD.of(0), options)) {
      Tensor x = Samples.pictures(6, 2);
      Tensor y = Samples.oneHot(6);
      Map<String, Double> logs = model.trainOnBatch(x, y, Tensor.vector(0, 0, 0, 1, 0, 0));
      assertEquals(
          List.of(
              "loss",
              "accuracy",
              "f1_score[0]",
              "f1_score[1]",
              "precision[0]",
              "precision[1]",
              "accuracy_1",
              "weighted_accuracy",
              "mae",
              "weighted_accuracy_1"),
          List.copyOf(logs.keySet()));
      float[] p = model.predict(x).toArray();
      double right = 0;
      for (int i = 0; i < 6; i++) {
        right += p[2 * i + i % 2] > 0.5 ? 1 : 0;
      }
      assertEquals(right / 6, logs.get("accuracy"), 1e-6);
      assertEquals(p[7] > 0.5 ? 1 : 0, logs.get("weighted_accuracy"), 1e-6);
      assertEquals(1 - p[7], logs.get("mae"), 1e-6);
    }
  }
}
