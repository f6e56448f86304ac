package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.backend.onednn.OnednnRewrite;
import io.github.markhor.backend.onednn.slices.SliceSize;
import io.github.markhor.graph.Rewrite;
import io.github.markhor.graph.Switchable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.DataFormat;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.DepthwiseConv2D;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.ZeroPadding2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rewrite changes what is computed, and not what comes out of it. */
class RewritesTest {
  @AfterEach
  void asByDefault() {
    System.clearProperty(Switchable.PROPERTY);
    System.clearProperty("markhor.bfloat16");
  }

  private static <T> T with(Supplier<T> body) {
    System.clearProperty(Switchable.PROPERTY);
    return body.get();
  }

  private static <T> T without(Switchable rewrite, Supplier<T> body) {
    System.setProperty(Switchable.PROPERTY, rewrite.label());
    return body.get();
  }

  private static Tensor numbers(int seed, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = Tensor.zeros(sizes).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(values, sizes);
  }

  private static void assertNear(List<Tensor> expected, List<Tensor> actual, double tolerance) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      float largest = 1e-2f;
      for (float value : expected.get(i).toArray()) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertArrayEquals(
          expected.get(i).toArray(),
          actual.get(i).toArray(),
          (float) tolerance * largest,
          "tensor " + i);
    }
  }

  /** The results of a training. */
  private record Trained(List<Tensor> numbers, List<String> labels, long bytes) {}

  /** Pictures so large, and so many, that slices are worth it. */
  private static Trained train(List<Layer> layers, int batch, int height, int width) {
    try (Sequential model = Sequential.of(ModelOptions.defaults().seed(4), layers)) {
      model.compile(SGD.of(0.01).momentum(0.9), CategoricalCrossentropy.of());
      Tensor x = numbers(1, batch, height, width, 3);
      float[] labels = new float[batch * 3];
      for (int i = 0; i < batch; i++) {
        labels[i * 3 + i * 5 / 3 % 3] = 1;
      }
      Tensor y = Tensor.of(labels, batch, 3);
      List<String> operations = new ArrayList<>();
      for (int step = 0; step < 3; step++) {
        model.trainOnBatch(x, y);
      }
      model.trainingState().profile(x, y, (operation, nanos) -> operations.add(operation.label()));
      List<Tensor> numbers = new ArrayList<>();
      model.getWeights().forEach(weight -> numbers.add(weight.copy()));
      numbers.add(model.predict(x));
      return new Trained(numbers, operations, model.trainingState().memory(batch).arena());
    }
  }

  private static List<Layer> layers(int height, int width, Layer joining) {
    return List.of(
        Input.of(height, width, 3),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        ZeroPadding2D.of(1, 0, 0, 1),
        Conv2D.of(8, 2).strides(2).activation(RELU),
        Dropout.of(0.25),
        joining,
        Dense.of(3).activation(SOFTMAX));
  }

  private static Stream<Switchable> ofSteps() {
    return Stream.concat(
        Arrays.stream(Rewrite.values())
            .filter(rewrite -> rewrite != Rewrite.NORMALIZATION_IN_CONVOLUTION),
        Arrays.stream(OnednnRewrite.values()));
  }

  @ParameterizedTest
  @MethodSource("ofSteps")
  void changesTheStepAndNotTheTraining(Switchable rewrite) {
    boolean slices = rewrite == OnednnRewrite.SLICES;
    assumeTrue(
        !slices || !SliceSize.fastest().equals(SliceSize.NEVER), "no slices by default here");
    int height = slices ? 203 : 13;
    int width = slices ? 199 : 11;
    List<Layer> layers =
        rewrite == OnednnRewrite.SPARSE_POOLING_GRADIENT
            ? wide(height, width, 22, SAME, 3)
            : layers(
                height,
                width,
                rewrite == Rewrite.REPEATED_OPERANDS ? GlobalAveragePooling2D.of() : Flatten.of());
    int batch = slices ? 18 : 5;
    Trained expected = without(rewrite, () -> train(layers, batch, height, width));
    Trained actual = with(() -> train(layers, batch, height, width));
    assertNear(expected.numbers(), actual.numbers(), 2e-4);
    if (slices) {
      assertTrue(actual.bytes() < expected.bytes(), () -> actual.bytes() + " " + expected.bytes());
    } else {
      assertNotEquals(expected.labels(), actual.labels());
    }
  }

  @Test
  void anUnknownNameIsRefusedWithAllThatAreKnown() {
    System.setProperty(Switchable.PROPERTY, "slices, slice");
    try (Sequential model = Sequential.of(Input.of(3), Dense.of(2))) {
      Tensor x = numbers(1, 2, 3);
      String message =
          assertThrows(IllegalArgumentException.class, () -> model.predict(x)).getMessage();
      assertEquals(
          "Expected in markhor.off names of [relu-after-pooling, relu-in-convolution,"
              + " normalization-in-convolution, padding-in-convolution, repeated-operands,"
              + " sparse-pooling-gradient, slices]. Received: slice",
          message);
    }
  }

  @Test
  void slicesSideBySideGiveTheSameBitsEachTime() {
    assumeTrue(!SliceSize.fastest().equals(SliceSize.NEVER), "no slices by default here");
    List<Layer> layers = layers(203, 199, Flatten.of());
    Trained whole = without(OnednnRewrite.SLICES, () -> train(layers, 18, 203, 199));
    Trained first = with(() -> train(layers, 18, 203, 199));
    Trained second = with(() -> train(layers, 18, 203, 199));
    assertTrue(first.bytes() < whole.bytes(), "nothing was sliced");
    for (int i = 0; i < first.numbers().size(); i++) {
      assertArrayEquals(first.numbers().get(i).toArray(), second.numbers().get(i).toArray());
    }
  }

  /** A convolution with many filters, and max-pooling of so many pixels that sparsity pays. */
  private static List<Layer> wide(int height, int width, int channels, Padding padding, int pool) {
    return List.of(
        Input.of(height, width, 3),
        Conv2D.of(channels, 3).padding(SAME).activation(RELU),
        Conv2D.of(80, 3, 5).padding(padding).activation(RELU),
        MaxPooling2D.of(pool, 3),
        Flatten.of(),
        Dense.of(3).activation(SOFTMAX));
  }

  @ParameterizedTest
  @CsvSource({"22,SAME,3", "32,SAME,3", "32,VALID,4", "24,VALID,3"})
  void leavesOutTheZerosInTheGradientOfPooling(int channels, Padding padding, int pool) {
    List<Layer> layers = wide(17, 13, channels, padding, pool);
    Switchable rewrite = OnednnRewrite.SPARSE_POOLING_GRADIENT;
    Trained expected = without(rewrite, () -> train(layers, 5, 17, 13));
    Trained actual = with(() -> train(layers, 5, 17, 13));
    assertTrue(expected.labels().contains("MaxBackward"));
    assertFalse(actual.labels().contains("MaxBackward"));
    assertNear(expected.numbers(), actual.numbers(), 2e-4);
  }

  @Test
  void globalPoolingTrainsTheSameInSlices() {
    assumeTrue(!SliceSize.fastest().equals(SliceSize.NEVER), "no slices by default here");
    List<Layer> layers = layers(203, 199, GlobalAveragePooling2D.of());
    Trained expected = without(OnednnRewrite.SLICES, () -> train(layers, 18, 203, 199));
    Trained actual = with(() -> train(layers, 18, 203, 199));
    assertNear(expected.numbers(), actual.numbers(), 2e-4);
    assertTrue(actual.bytes() < expected.bytes(), "nothing was sliced");
  }

  /** Batch normalization behind each layer that it can become a part of. */
  private static Sequential normalized(DTypePolicy policy, int seed) {
    return Sequential.of(
        ModelOptions.defaults().seed(seed).dtype(policy),
        Input.of(11, 9, 3),
        Conv2D.of(17, 3).padding(SAME).useBias(false),
        BatchNormalization.of(),
        Activation.of(RELU),
        MaxPooling2D.of(2).padding(SAME),
        Conv2D.of(16, 2).padding(SAME).activation(RELU),
        BatchNormalization.of(),
        Conv2D.of(8, 3, 2).strides(2).padding(SAME).dataFormat(DataFormat.CHANNELS_FIRST),
        BatchNormalization.of().axis(1).scale(false),
        DepthwiseConv2D.of(2).depthMultiplier(2),
        BatchNormalization.of().center(false).epsilon(0.01),
        Flatten.of(),
        Dense.of(6),
        BatchNormalization.of(),
        Dense.of(2));
  }

  /** A part that infers, a frozen normalization behind a convolution that trains, and a head. */
  private static List<Layer> partlyFrozen() {
    return List.of(
        Input.of(13, 11, 3),
        Conv2D.of(17, 3).padding(SAME).trainable(false),
        BatchNormalization.of().trainable(false).betaInitializer("ones"),
        Activation.of(RELU),
        MaxPooling2D.of(2).padding(SAME),
        DepthwiseConv2D.of(3).useBias(false).trainable(false),
        BatchNormalization.of().trainable(false).movingMeanInitializer("ones"),
        Conv2D.of(8, 2).strides(2),
        BatchNormalization.of().trainable(false).movingVarianceInitializer("ones").epsilon(3),
        Activation.of(RELU),
        Flatten.of(),
        Dense.of(3).activation(SOFTMAX));
  }

  @Test
  void aFrozenPartIsComputedAsInInference() {
    Rewrite rewrite = Rewrite.NORMALIZATION_IN_CONVOLUTION;
    Trained expected = without(rewrite, () -> train(partlyFrozen(), 5, 13, 11));
    Trained actual = with(() -> train(partlyFrozen(), 5, 13, 11));
    assertNear(expected.numbers(), actual.numbers(), 2e-4);
    assertFalse(expected.labels().contains("Convolution+ReLU"));
    // The third stays as it is: its kernel trains.
    assertEquals(1, Collections.frequency(actual.labels(), "Convolution+ReLU"));
    assertEquals(2, Collections.frequency(actual.labels(), "Convolution"));
  }

  private static List<Tensor> randomWeights(Model model, int seed) {
    List<Tensor> weights = new ArrayList<>();
    for (Tensor weight : model.getWeights()) {
      float[] values = numbers(seed + weights.size(), weight.shape().toArray()).toArray();
      for (int i = 0; i < values.length && weight.shape().rank() == 1; i++) {
        values[i] = 1.2f + values[i]; // Variances among them.
      }
      weights.add(Tensor.of(values, weight.shape()));
    }
    return weights;
  }

  /**
   * The predictions of a model with its first weights, with weights that are set, and with learned
   * ones.
   */
  private static List<Tensor> predictions(DTypePolicy policy) {
    List<Tensor> results = new ArrayList<>();
    try (Sequential model = normalized(policy, 6)) {
      for (int batch : new int[] {1, 5, 19}) {
        results.add(model.predict(numbers(3, batch, 11, 9, 3)));
      }
      model.setWeights(randomWeights(model, 7));
      Tensor x = numbers(3, 19, 11, 9, 3);
      results.add(model.predict(x));
      model.compile(SGD.of(0.05), MeanSquaredError.of());
      Tensor y = numbers(8, 19, 2);
      model.trainOnBatch(x, y);
      results.add(model.predict(x));
      float loss = model.evaluate(x, y).get("loss").floatValue();
      results.add(Tensor.of(new float[] {loss}));
      results.forEach(result -> assertNotEquals(0, result.toArray()[0]));
      assertNotEquals(results.get(2).toArray()[5], results.get(3).toArray()[5]);
      assertNotEquals(results.get(3).toArray()[5], results.get(4).toArray()[5]);
    }
    return results;
  }

  @ParameterizedTest
  @EnumSource(DTypePolicy.class)
  void normalizationInTheConvolutionPredictsTheSame(DTypePolicy policy) {
    System.setProperty("markhor.bfloat16", "emulate");
    Rewrite rewrite = Rewrite.NORMALIZATION_IN_CONVOLUTION;
    List<Tensor> expected = without(rewrite, () -> predictions(policy));
    List<Tensor> actual = with(() -> predictions(policy));
    assertNear(expected, actual, policy == DTypePolicy.FLOAT32 ? 2e-5 : 0.1);
  }
}
