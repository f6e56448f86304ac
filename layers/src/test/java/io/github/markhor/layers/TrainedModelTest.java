package io.github.markhor.layers;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.constraints.MaxNorm;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layers in models that train, on the default backend. */
class TrainedModelTest {
  private static final int SIZE = 10;

  /** Pictures (N, 10, 9, 2) with a stripe across, or one down, of any place and brightness. */
  private static Tensor pictures(Tensor labels, long seed) {
    Random random = new Random(seed);
    int count = labels.shape().size(0);
    Tensor pictures = Tensor.zeros(count, SIZE, SIZE - 1, 2);
    float[] values = pictures.toArray();
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(SIZE - 1);
      float light = 0.5f + random.nextFloat();
      for (int pixel = 0; pixel < SIZE * (SIZE - 1); pixel++) {
        boolean across = labels.get(i) == 1;
        int line = across ? pixel / (SIZE - 1) : pixel % (SIZE - 1);
        for (int channel = 0; channel < 2; channel++) {
          float noise = 0.3f * (float) random.nextGaussian();
          values[(i * SIZE * (SIZE - 1) + pixel) * 2 + channel] = noise + (line == at ? light : 0);
        }
      }
    }
    return Tensor.of(values, pictures.shape());
  }

  private static Tensor labels(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i * 7 / 3 % 2;
    }
    return Tensor.ofLabels(labels);
  }

  @ParameterizedTest
  @EnumSource(DTypePolicy.class)
  void aSmallNetworkLearnsToTellStripesApart(DTypePolicy policy) {
    // Not every CPU computes in bfloat16.
    String backend = policy == DTypePolicy.FLOAT32 ? null : "interpreter";
    try (Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(5).dtype(policy),
            Input.of(SIZE, SIZE - 1, 2),
            Conv2D.of(8, 3).padding(SAME).activation(RELU),
            BatchNormalization.of().momentum(0.8),
            MaxPooling2D.of(2),
            Conv2D.of(12, 3).activation(RELU),
            Dropout.of(0.2),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32))) {
      model.compile(
          SGD.of(0.05).momentum(0.9),
          SparseCategoricalCrossentropy.of(),
          CompileOptions.defaults().metrics("accuracy").backend(backend));
      Tensor y = labels(40);
      for (int step = 0; step < 60; step++) {
        model.trainOnBatch(pictures(y, step), y);
      }
      Tensor unseen = labels(60);
      Map<String, Double> logs = model.evaluate(pictures(unseen, -1), unseen);
      assertTrue(logs.get("accuracy") > 0.95, logs.toString());
    }
  }

  @Test
  void aConstraintHoldsAfterEveryStep() {
    try (Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(2),
            Input.of(3),
            Dense.of(2).kernelConstraint(MaxNorm.of(0.5)).name("short"))) {
      model.compile(SGD.of(0.5), MeanSquaredError.of());
      Tensor x = Tensor.of(new float[] {1, 2, -1, 0.5f, -2, 3}, 2, 3);
      Tensor y = Tensor.of(new float[] {9, -7, 5, 8}, 2, 2);
      for (int step = 0; step < 3; step++) {
        model.trainOnBatch(x, y);
        Tensor kernel = model.layer("short").getWeights().get(0);
        for (int unit = 0; unit < 2; unit++) {
          double norm =
              Math.hypot(Math.hypot(kernel.get(0, unit), kernel.get(1, unit)), kernel.get(2, unit));
          assertEquals(0.5, norm, 1e-5);
        }
      }
    }
  }

  @Test
  void penaltiesCountInTheLossUnlessTheLayerIsFrozen() {
    Tensor x = Tensor.of(new float[] {1, -2, 3, 0.5f}, 2, 2);
    Tensor y = Tensor.of(new float[] {1, 0}, 2, 1);
    float[] kernel = {2, -1};
    Dense plain = Dense.of(1).useBias(false);
    double without = loss(plain, kernel, x, y);
    double with = loss(plain.kernelRegularizer(L2.of(0.25)), kernel, x, y);
    assertEquals(without + 0.25 * 5, with, 1e-5);
    Dense frozen = plain.kernelRegularizer(L2.of(0.25)).trainable(false);
    assertEquals(without, loss(frozen, kernel, x, y), 1e-5);
    // The results are 2·1 + 2 = 4 and 2·3 - 0.5 = 5.5, and the batch holds two.
    double active = loss(plain.activityRegularizer(L2.of(0.5)), kernel, x, y);
    assertEquals(without + 0.5 * (16 + 30.25) / 2, active, 1e-4);
  }

  @Test
  void penaltiesPullOnWhatTheyAreOfAndFrozenLayersStay() {
    // Without an error the gradient is the penalty's alone.
    Tensor zero = Tensor.of(new float[] {0, 0, 0, 0}, 2, 2);
    Tensor x = Tensor.of(new float[] {1, -2, 3, 0.5f}, 2, 2);
    Dense plain = Dense.of(1).useBias(false);
    float[] kernel = {2, -1};
    // 2 · 0.25 · kernel, at a rate of 0.1.
    assertArrayEquals(
        new float[] {1.9f, -0.95f},
        step(plain.kernelRegularizer(L2.of(0.25)), kernel, zero),
        1e-6f);
    Dense frozen = plain.kernelRegularizer(L2.of(0.25)).trainable(false);
    assertArrayEquals(kernel, step(frozen, kernel, zero));
    // Results 4 and 5.5 are what they should be, and 0.5 · Σy² / 2 has the slope Σ y·x / 2.
    assertArrayEquals(
        new float[] {2 - 0.1f * (4 + 16.5f) / 2, -1 - 0.1f * (-8 + 2.75f) / 2},
        step(plain.activityRegularizer(L2.of(0.5)), kernel, x, 4, 5.5f),
        1e-5f);
  }

  /** The kernel after a step on x with those labels, or with labels of 0. */
  private static float[] step(Dense layer, float[] kernel, Tensor x, float... labels) {
    try (Sequential model = Sequential.of(Input.of(2), layer)) {
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      model.setWeights(List.of(Tensor.of(kernel, 2, 1)));
      float[] y = labels.length == 0 ? new float[2] : labels;
      model.trainOnBatch(x, Tensor.of(y, 2, 1));
      return model.getWeights().get(0).toArray();
    }
  }

  private static double loss(Dense layer, float[] kernel, Tensor x, Tensor y) {
    try (Sequential model = Sequential.of(Input.of(2), layer)) {
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      model.setWeights(List.of(Tensor.of(kernel, 2, 1)));
      return model.evaluate(x, y).get("loss");
    }
  }

  @Test
  void movingStatisticsMoveInTrainingOnly() {
    try (Sequential model =
        Sequential.of(Input.of(3), BatchNormalization.of().name("norm"), Dense.of(1))) {
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 6, 9, -1, 0.5f, 7}, 3, 3);
      Tensor y = Tensor.of(new float[] {1, 2, 4}, 3, 1);
      float[] start = model.layer("norm").getWeights().get(2).toArray();
      model.evaluate(x, y);
      model.predict(x);
      assertArrayEquals(start, model.layer("norm").getWeights().get(2).toArray());
      model.trainOnBatch(x, y);
      // A hundredth of the way from 0 to the mean, 4/3.
      assertEquals(0.04 / 3, model.layer("norm").getWeights().get(2).get(0), 1e-6);
      model.layer("norm").setTrainable(false);
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      float[] moved = model.layer("norm").getWeights().get(2).toArray();
      float[] kernel = model.layers().get(1).getWeights().get(0).toArray();
      model.trainOnBatch(x, y);
      assertArrayEquals(moved, model.layer("norm").getWeights().get(2).toArray());
      assertNotEquals(kernel[0], model.layers().get(1).getWeights().get(0).get(0, 0));
    }
  }
}
