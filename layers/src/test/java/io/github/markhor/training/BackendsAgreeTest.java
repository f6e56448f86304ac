package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.CompileOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.backend.BackendException;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.AveragePooling2D;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Trains whole models on the default backend and on the interpreter, and compares every weight. */
class BackendsAgreeTest {
  private static final int BATCHES = 3;
  private static final int CLASSES = 3;

  /** The results of a training: the logs of each batch, then weights and predictions. */
  private record Trained(List<Map<String, Double>> logs, List<Tensor> numbers) {}

  private static Trained train(
      String backend, DTypePolicy dtype, int height, int width, List<Layer> layers) {
    List<Map<String, Double>> logs = new ArrayList<>();
    try (Sequential model = Sequential.of(ModelOptions.defaults().seed(3).dtype(dtype), layers)) {
      model.compile(
          SGD.of(0.05).momentum(0.9).nesterov(true).clipnorm(5),
          CategoricalCrossentropy.of(),
          CompileOptions.defaults().metrics("accuracy").backend(backend));
      for (int batch = 0; batch < BATCHES; batch++) {
        int n = batch == 1 ? 3 : 4;
        logs.add(model.trainOnBatch(numbers(batch, n, height, width, 3), labels(batch, n)));
      }
      List<Tensor> numbers = new ArrayList<>();
      model.getWeights().forEach(weight -> numbers.add(weight.copy()));
      numbers.add(model.predict(numbers(9, 5, height, width, 3)));
      return new Trained(logs, numbers);
    }
  }

  private static Tensor numbers(int seed, int... sizes) {
    Tensor tensor = Tensor.zeros(sizes);
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, sizes);
  }

  private static Tensor labels(int batch, int n) {
    float[] labels = new float[n * CLASSES];
    for (int i = 0; i < n; i++) {
      labels[i * CLASSES + (2 * i + batch) % CLASSES] = 1;
    }
    return Tensor.of(labels, n, CLASSES);
  }

  private static void compare(
      DTypePolicy dtype, int height, int width, double tolerance, Layer... layers) {
    Trained expected = train("interpreter", dtype, height, width, List.of(layers));
    Trained actual = train(null, dtype, height, width, List.of(layers));
    for (int batch = 0; batch < BATCHES; batch++) {
      double loss = expected.logs().get(batch).get("loss");
      assertEquals(loss, actual.logs().get(batch).get("loss"), tolerance * (1 + loss));
    }
    assertEquals(expected.numbers().size(), actual.numbers().size());
    for (int i = 0; i < expected.numbers().size(); i++) {
      float[] wanted = expected.numbers().get(i).toArray();
      float[] found = actual.numbers().get(i).toArray();
      assertEquals(wanted.length, found.length);
      double largest = 0;
      for (float value : wanted) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int j = 0; j < wanted.length; j++) {
        assertEquals(
            wanted[j], found[j], tolerance * (largest + 0.01), "tensor " + i + ", number " + j);
      }
    }
  }

  private static void compareMixed(int height, int width, double tolerance, Layer... layers) {
    try {
      compare(DTypePolicy.MIXED_BFLOAT16, height, width, tolerance, layers);
    } catch (BackendException cannot) {
      Assumptions.abort(cannot.getMessage());
    }
  }

  @Test
  void convolutionsReluAndMaxPooling() {
    compare(
        DTypePolicy.FLOAT32,
        31,
        27,
        1e-4,
        Input.of(31, 27, 3),
        Conv2D.of(16, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(17, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(32, 3).activation(RELU),
        MaxPooling2D.of(2).padding(SAME),
        Dropout.of(0.25),
        Flatten.of(),
        Dense.of(24).activation(RELU),
        Dropout.of(0.5),
        Dense.of(CLASSES).activation(SOFTMAX));
  }

  @Test
  void stridesGroupsDilationAndBatchNormalization() {
    compare(
        DTypePolicy.FLOAT32,
        19,
        22,
        3e-4,
        Input.of(19, 22, 3),
        Conv2D.of(12, 5).strides(2).padding(SAME).useBias(false),
        BatchNormalization.of(),
        Activation.of(RELU),
        Conv2D.of(24, 3).groups(4).padding(SAME),
        AveragePooling2D.of(2).padding(SAME),
        Conv2D.of(20, 2).dilationRate(2, 1),
        BatchNormalization.of(),
        GlobalAveragePooling2D.of(),
        Dense.of(CLASSES).activation(SOFTMAX));
  }

  @Test
  void mixedBfloat16() {
    compareMixed(
        15,
        13,
        5e-2,
        Input.of(15, 13, 3),
        Conv2D.of(16, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(24, 3).activation(RELU),
        Flatten.of(),
        Dense.of(16).activation(RELU),
        Dense.of(CLASSES).activation(SOFTMAX));
  }
}
