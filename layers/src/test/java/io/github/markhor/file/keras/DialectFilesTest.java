package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is of one version of Keras, in the files of the other. */
final class DialectFilesTest {
  private static final Tensor PICTURES =
      Tensor.of(new float[] {1, -2, 0.5f, 3, -1, 0.25f, 4, 1}, 2, 2, 1, 2);

  @TempDir Path folder;

  private static Sequential normalized(boolean fused) {
    Sequential model =
        Sequential.of(
            Input.of(2, 1, 2), BatchNormalization.of().momentum(0.5).fused(fused).name("norm"));
    model.compile(SGD.of(0.1), MeanSquaredError.of());
    return model;
  }

  private static float[] movedVariance(Model model) {
    model.trainOnBatch(PICTURES, PICTURES);
    return model.layer("norm").getWeights().get(3).toArray();
  }

  @ParameterizedTest
  @CsvSource({"model.keras, true", "model.keras, false", "model.h5, true", "model.h5, false"})
  void theRunningVarianceGoesOnAsBefore(String name, boolean fused) {
    Path file = folder.resolve(name);
    try (Sequential model = normalized(fused)) {
      model.save(file);
      try (Model again = Model.load(file);
          Model described = Model.fromJson(model.toJson())) {
        described.compile(SGD.of(0.1), MeanSquaredError.of());
        float[] expected = movedVariance(model);
        assertArrayEquals(expected, movedVariance(again));
        assertArrayEquals(expected, movedVariance(described));
      }
    }
  }

  /** The first channel is 1, 0.5, -1, 4, whose mean is 1.125. */
  @ParameterizedTest
  @CsvSource({"2.15.0, 3", "3.15.1, 4"})
  void theVersionThatWroteAFileDecidesTheRunningVariance(String version, int divisor) {
    try (Sequential model = normalized(false)) {
      try (Model read = Model.fromJson(ofVersion(version, model))) {
        read.compile(SGD.of(0.1), MeanSquaredError.of());
        assertEquals(0.5 + 0.5 * 13.1875 / divisor, movedVariance(read)[0], 1e-5);
      }
    }
  }

  private static String ofVersion(String version, Model model) {
    return model
        .toJson()
        .replaceFirst("\\{", "{\"keras_version\": \"" + version + "\", ")
        .replaceAll(",?\\s*\"written_by\"\\s*:\\s*\"Markhor\"", "");
  }

  /** Either Keras refuses arguments that its layer does not have. */
  @Test
  void noConfigOfKerasHasTheArgument() {
    try (Sequential model = normalized(true)) {
      assertTrue(model.toJson().contains("\"markhor\""));
      assertFalse(config(model.toJson()).contains("fused"));
    }
    try (Sequential model = normalized(false)) {
      assertFalse(model.toJson().contains("fused"));
    }
  }

  private static String config(String json) {
    return json.replaceAll("\"markhor\"\\s*:\\s*\\{[^}]*\\}", "");
  }

  /** A model as Keras 2 writes it, whose layers alone may have such names. */
  private static Model withSlashes() {
    Symbol x = Input.of(3).name("in-1");
    Symbol a = Dense.of(2).name("block-2").apply(x);
    Symbol b = Dense.of(2).activation("tanh").name("block_2").apply(x);
    Symbol c = Dense.of(2).activation("tanh").name("block_2_1").apply(b);
    try (Model plain = Model.of(x, Add.of().apply(a, c))) {
      Model model = Model.fromJson(ofVersion("2.15.0", plain).replaceAll("(in|block)-", "$1/"));
      assertEquals("block/2", model.layers().get(1).name());
      Random random = new Random(5);
      model.setWeights(
          model.getWeights().stream()
              .map(weight -> Tensor.of(numbers(random, weight), weight.shape().toArray()))
              .toList());
      model.compile(Adam.of(0.01), MeanSquaredError.of());
      return model;
    }
  }

  private static float[] numbers(Random random, Tensor like) {
    float[] numbers = new float[like.toArray().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Keras 3 takes neither a slash in a name nor a name twice. */
  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5"})
  void namesThatDifferInASlashAloneStayApart(String name) {
    Tensor x = Tensor.of(new float[] {1, -2, 0.5f, 3, 0.25f, -1}, 2, 3);
    Tensor y = Tensor.of(new float[] {1, 0, -1, 2}, 2, 2);
    Path file = folder.resolve(name);
    try (Model model = withSlashes()) {
      model.trainOnBatch(x, y);
      model.save(file);
      model.saveWeights(folder.resolve("model.weights.h5"));
      try (Model again = Model.load(file);
          Model described = Model.fromJson(model.toJson())) {
        described.loadWeights(folder.resolve("model.weights.h5"));
        assertArrayEquals(model.predict(x).toArray(), again.predict(x).toArray());
        assertArrayEquals(model.predict(x).toArray(), described.predict(x).toArray());
        for (int step = 0; step < 2; step++) {
          assertEquals(model.trainOnBatch(x, y), again.trainOnBatch(x, y));
        }
        assertArrayEquals(model.predict(x).toArray(), again.predict(x).toArray());
      }
    }
  }
}
