package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.zip.ZipInput;
import io.github.markhor.layer.Nested;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.optimizers.schedules.ExponentialDecay;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole models in .keras files, weights alone in .weights.h5, architectures as JSON. */
class KerasZipTest {
  private static final Tensor X = random(5, 6, 7, 2);
  private static final Tensor Y = random(5, 3);

  @TempDir Path folder;

  private static Tensor random(int... sizes) {
    Random random = new Random(23);
    Tensor tensor = Tensor.zeros(sizes);
    for (int i = 0; i < tensor.shape().elements(); i++) {
      tensor.buffer().put(i, (float) random.nextGaussian());
    }
    return tensor;
  }

  /**
   * A model with another within it, twelve arrays in each of whose groups would be sorted 1, 10.
   */
  private static Sequential model(long seed) {
    return Sequential.of(
        ModelOptions.defaults().seed(seed).name("outer"),
        Input.of(6, 7, 2).name("picture"),
        Nested.of(
                Input.of(6, 7, 2),
                Conv2D.of(4, 3).name("edges"),
                BatchNormalization.of().name("normal"),
                Conv2D.of(3, 2).name("corners").trainable(false))
            .name("stem"),
        BatchNormalization.of(),
        Flatten.of(),
        Dense.of(4).activation("relu").name("hidden"),
        Dense.of(3).name("out"));
  }

  private static void assertSame(List<Tensor> expected, List<Tensor> received) {
    assertEquals(expected.size(), received.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).toArray(), received.get(i).toArray(), "array " + i);
    }
  }

  private static void train(Model model, Tensor y, int steps) {
    for (int step = 0; step < steps; step++) {
      model.trainOnBatch(X, y);
    }
  }

  /** Saved and loaded, a model is the same bit for bit and goes on as if nothing had been. */
  private void assertGoesOn(Optimizer optimizer, Loss loss, Tensor y) {
    Path file = folder.resolve("model.keras");
    try (Sequential model = model(4)) {
      model.compile(
          optimizer, loss, CompileOptions.defaults().metrics("mse").weightedMetrics("mae"));
      model.setClassNames(List.of("café", "狗", "c"));
      train(model, y, 3);
      if (!optimizer.hasSchedule()) {
        model.setLearningRate(0.0125);
      }
      model.save(file);
      try (Model loaded = Model.load(file)) {
        assertEquals(model.toJson(), loaded.toJson());
        assertEquals("outer", loaded.name());
        assertEquals("picture", loaded.inputNames().get(0));
        assertEquals(model.classNames(), loaded.classNames());
        assertEquals(model.options().seed(), loaded.options().seed());
        assertEquals(
            model.trainingState().optimizer().config().values(),
            loaded.trainingState().optimizer().config().values());
        assertSame(model.getWeights(), loaded.getWeights());
        assertSame(
            List.copyOf(model.trainingState().slots().values()),
            List.copyOf(loaded.trainingState().slots().values()));
        assertEquals(3, loaded.trainingState().iterations());
        assertEquals(model.learningRate(), loaded.learningRate());
        assertEquals(model.metricsNames(), loaded.metricsNames());
        train(model, y, 2);
        train(loaded, y, 2);
        assertSame(model.getWeights(), loaded.getWeights());
      }
    }
  }

  @Test
  void trainingGoesOnAsIfItHadNotStopped() {
    assertGoesOn(Adam.of(0.02).amsgrad(true).clipnorm(0.7), MeanSquaredError.of(), Y);
    assertGoesOn(SGD.of(0.05).momentum(0.9).decay(0.1), MeanSquaredError.of(), Y);
    assertGoesOn(RMSprop.of(0.01).centered(true).legacyEpsilon(true), MeanSquaredError.of(), Y);
    assertGoesOn(SGD.of(ExponentialDecay.of(0.1, 2, 0.5)).momentum(0.5), MeanSquaredError.of(), Y);
  }

  @Test
  void trainingOnClassNumbersGoesOnToo() {
    Tensor classes = Tensor.of(new float[] {2, 0, 1, 1, 2}, 5);
    Loss loss = SparseCategoricalCrossentropy.of().fromLogits(true);
    Path file = folder.resolve("sparse.keras");
    try (Sequential model = model(6)) {
      model.compile(Adam.of(0.02), loss, CompileOptions.defaults().metrics("accuracy"));
      train(model, classes, 2);
      model.save(file);
      try (Model loaded = Model.load(file)) {
        train(model, classes, 2);
        train(loaded, classes, 2);
        assertSame(model.getWeights(), loaded.getWeights());
      }
    }
  }

  @Test
  void aModelWithALossOfTheUsersOwnLoadsWithoutBeingCompiled() {
    Path file = folder.resolve("model.keras");
    try (Sequential model = model(4)) {
      model.compile(SGD.of(0.1), Loss.of("cubic", (t, p) -> t.sub(p).abs().pow(3).mean(-1)));
      model.save(file);
    }
    try (Model loaded = Model.load(file)) {
      assertEquals(5, loaded.layers().size());
      assertNull(loaded.trainingState());
    }
  }

  @Test
  void theSameModelGivesTheSameBytesButForTheDate() throws IOException {
    Path first = folder.resolve("a.keras");
    Path second = folder.resolve("b.keras");
    try (Sequential model = model(8)) {
      model.compile(Adam.of(0.1), MeanSquaredError.of());
      train(model, Y, 1);
      model.save(first);
      model.save(second);
    }
    try (ZipInput a = new ZipInput(first);
        ZipInput b = new ZipInput(second)) {
      assertTrue(a.text("metadata.json").contains("\"date_saved\":\"20"));
      assertEquals(a.text("config.json"), b.text("config.json"));
      assertEquals(a.content("model.weights.h5"), b.content("model.weights.h5"));
      assertEquals(Files.size(first), Files.size(second));
    }
  }

  @Test
  void weightsAloneAreFoundByClassAndPlace() {
    Path file = folder.resolve("a.weights.h5");
    try (Sequential model = model(4);
        Model other = Model.fromJson(renamed(model.toJson()))) {
      model.compile(Adam.of(0.1), MeanSquaredError.of());
      train(model, Y, 1);
      model.saveWeights(file);
      other.loadWeights(file);
      assertEquals("b-out", other.layers().get(4).name());
      assertSame(model.getWeights(), other.getWeights());
      ModelFileException refused = assertThrows(ModelFileException.class, () -> Model.load(file));
      assertTrue(refused.getMessage().contains("loadWeights"), refused.getMessage());
    }
  }

  private static String renamed(String json) {
    String renamed = json;
    for (String name : List.of("edges", "normal", "corners", "stem", "hidden", "out")) {
      renamed = renamed.replace("\"name\":\"" + name + "\"", "\"name\":\"b-" + name + "\"");
    }
    return renamed;
  }

  @Test
  void weightsComeOutOfAWholeModelToo() {
    Path file = folder.resolve("a.keras");
    try (Sequential model = model(4);
        Sequential other = model(5)) {
      model.save(file);
      other.loadWeights(file);
      assertSame(model.getWeights(), other.getWeights());
    }
  }

  @Test
  void weightsOfOtherLayersAreRefused() {
    Path file = folder.resolve("a.weights.h5");
    try (Sequential model = model(4);
        Sequential less = Sequential.of(Input.of(6, 7, 2), Flatten.of(), Dense.of(3))) {
      model.saveWeights(file);
      List<Tensor> before = less.getWeights();
      ModelFileException refused =
          assertThrows(ModelFileException.class, () -> less.loadWeights(file));
      assertTrue(refused.getMessage().contains("dense_1"), refused.getMessage());
      assertSame(before, less.getWeights());
    }
  }

  @Test
  void jsonHoldsTheArchitectureAlone() {
    try (Sequential model = model(4);
        Model again = Model.fromJson(model.toJson())) {
      assertEquals(model.toJson(), again.toJson());
      assertEquals(model.getWeights().size(), again.getWeights().size());
      assertTrue(again.trainingState() == null);
      assertEquals(
          Map.of("class_name", "GlorotUniform", "module", "keras.initializers"),
          initializer(model.toJson()));
    }
    ModelFileException refused =
        assertThrows(ModelFileException.class, () -> Model.fromJson("{\"a\": [}"));
    assertTrue(refused.getMessage().contains("JSON"), refused.getMessage());
  }

  @Test
  void quantizedWeightsAreRefusedByThatName() {
    try (Sequential model = Sequential.of(Input.of(3), Dense.of(2).name("d").dtype("float32"))) {
      String dense = "\"trainable\":true,\"dtype\":\"float32\"";
      assertTrue(model.toJson().contains(dense), model.toJson());
      for (String policy :
          List.of(
              "{\"class_name\":\"QuantizedDTypePolicy\",\"config\":{\"mode\":\"int8\","
                  + "\"source_name\":\"float32\"}}",
              "\"int8_from_float32\"")) {
        String json = model.toJson().replace(dense, "\"trainable\":true,\"dtype\":" + policy);
        String message =
            assertThrows(ModelFileException.class, () -> Model.fromJson(json)).getMessage();
        for (String part : List.of("d (Dense)", "int8_from_float32", "quantized")) {
          assertTrue(message.contains(part), message);
        }
      }
    }
  }

  /** The kernel initializer of the last layer, as far as it is compared. */
  private static Map<String, Object> initializer(String json) {
    List<Object> layers = JsonObject.parse("", json).getObject("config").findList("layers");
    JsonObject last = JsonObject.of("", layers.get(layers.size() - 1)).getObject("config");
    JsonObject initializer = last.getObject("kernel_initializer");
    return Map.of("class_name", initializer.get("class_name"), "module", initializer.get("module"));
  }
}
