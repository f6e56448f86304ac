package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole models in .h5 files, written and read again. */
class KerasH5Test {
  private static final Tensor X = random(5, 7, 6, 2);
  private static final Tensor Y =
      Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0}, 5, 3);

  @TempDir Path folder;

  private static Tensor random(int... sizes) {
    Random random = new Random(11);
    Tensor tensor = Tensor.zeros(sizes);
    for (int i = 0; i < tensor.shape().elements(); i++) {
      tensor.buffer().put(i, (float) random.nextGaussian());
    }
    return tensor;
  }

  private static Sequential model(Optimizer optimizer) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(5).name("net"),
            Input.of(7, 6, 2),
            Conv2D.of(4, 3).name("edges"),
            BatchNormalization.of(),
            Activation.of("relu"),
            Flatten.of(),
            Dropout.of(0.4),
            Dense.of(3).activation("softmax"));
    model.compile(
        optimizer,
        CategoricalCrossentropy.of().labelSmoothing(0.1),
        CompileOptions.defaults().metrics("accuracy").weightedMetrics("mse"));
    return model;
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        SGD.of(0.05),
        SGD.of(0.05).momentum(0.9).nesterov(true).decay(0.1),
        SGD.of(0.05).weightDecay(0.01),
        RMSprop.of(0.003).momentum(0.5).centered(true),
        RMSprop.of(0.003).decay(0.2),
        RMSprop.of(0.003).legacyEpsilon(true),
        Adam.of(0.01).amsgrad(true).clipnorm(0.5),
        Adam.of(0.01).decay(0.2));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingGoesOnAsIfItHadNotStopped(Optimizer optimizer) {
    Path file = folder.resolve("model.h5");
    try (Sequential model = model(optimizer)) {
      model.trainOnBatch(X, Y);
      model.trainOnBatch(X, Y);
      model.setLearningRate(model.learningRate() / 3);
      model.save(file);
      try (Model loaded = Model.load(file)) {
        assertEquals(model.learningRate(), loaded.learningRate());
        for (int step = 0; step < 3; step++) {
          assertEquals(model.trainOnBatch(X, Y), loaded.trainOnBatch(X, Y), "step " + step);
        }
        assertArrayEquals(model.predict(X).toArray(), loaded.predict(X).toArray());
        assertEquals(
            model.trainingState().slots().keySet(), loaded.trainingState().slots().keySet());
      }
    }
  }

  @Test
  void namesFreezingAndClassNamesAreKept() {
    Path file = folder.resolve("model.h5");
    List<String> classNames = List.of("café", "", "猫".repeat(40_000));
    try (Sequential model = model(SGD.of(0.1))) {
      model.setClassNames(classNames);
      model.layer("edges").setTrainable(false);
      model.save(file);
    }
    try (Model loaded = Model.load(file)) {
      assertEquals("net", loaded.name());
      assertEquals(classNames, loaded.classNames());
      assertFalse(loaded.layer("edges").trainable());
      assertTrue(loaded.layer("dense").trainable());
      assertEquals(List.of("loss", "accuracy", "mse"), loaded.metricsNames());
    }
  }

  @Test
  void equalModelsGiveEqualBytes() throws IOException {
    for (String name : List.of("a.h5", "b.h5")) {
      try (Sequential model = model(Adam.of(0.01))) {
        model.trainOnBatch(X, Y);
        model.save(folder.resolve(name));
      }
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.h5")), Files.readAllBytes(folder.resolve("b.h5")));
  }

  @Test
  void longNamesAndConfigsAreSplitOrHeldElsewhere() {
    Path file = folder.resolve("deep.h5");
    List<Layer> layers = new ArrayList<>(List.of(Input.of(2)));
    for (int i = 0; i < 130; i++) {
      layers.add(Dense.of(2).name("l".repeat(600) + i));
    }
    try (Sequential model = Sequential.of(ModelOptions.defaults(), layers)) {
      model.save(file);
      Tensor x = random(3, 2);
      try (Model loaded = Model.load(file)) {
        assertArrayEquals(model.predict(x).toArray(), loaded.predict(x).toArray());
      }
    }
  }

  @Test
  void allUnsupportedLayersAreListedAtOnce() {
    Path file = folder.resolve("model.h5");
    save(
        file,
        layer("InputLayer", Map.of("name", "in", "batch_shape", List.of(2, 3))),
        layer("Mystery", Map.of("name", "enigma")),
        layer("Dense", Map.of("name", "out", "units", "many")),
        layer("Lambda", Map.of("name", "code")));
    ModelFileException refused = assertThrows(ModelFileException.class, () -> Model.load(file));
    for (String word : List.of("enigma", "Mystery", "out", "many", "code", "Lambda")) {
      assertTrue(refused.getMessage().contains(word), word + " in " + refused.getMessage());
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    Path file = folder.resolve("model.h5");
    save(
        file,
        layer("InputLayer", Map.of("name", "in", "batch_shape", List.of(2, 3))),
        layer("Dense", Map.of("name", "out", "units", 1_000_000_000)));
    ModelFileException refused = assertThrows(ModelFileException.class, () -> Model.load(file));
    assertTrue(refused.getMessage().contains("out"), refused.getMessage());
    assertTrue(refused.getMessage().contains("1000000000"), refused.getMessage());
  }

  private static LayerDescription layer(String className, Map<String, Object> config) {
    return LayerDescription.of(className, new Config(className, Dialect.KERAS_3, config));
  }

  private static void save(Path file, LayerDescription... layers) {
    StoredArray kernel = StoredArray.of("kernel", random(3, 4));
    new KerasH5()
        .write(
            new SavedModel(
                "test",
                new Architecture("made up", null, List.of(layers)),
                List.of(),
                List.of(new StoredLayer("out", List.of(kernel))),
                () -> null,
                null,
                List.of(),
                () -> {}),
            file);
  }
}
