package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.TANH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Nested;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models within models: held to the chain of the same layers without nesting. */
class NestedTest {
  private static List<Layer> base() {
    return List.of(
        Conv2D.of(3, 2).activation(TANH).kernelRegularizer(L2.of(0.05)).name("edges"),
        BatchNormalization.of().momentum(0.5).name("norm"));
  }

  private static List<Layer> head() {
    return List.of(MaxPooling2D.of(2), Flatten.of(), Dense.of(2).name("classes"));
  }

  private static Model nested() {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(5, 7, 2)));
    Nested inner = Nested.of(base()).name("inner");
    layers.add(Nested.of(inner, Conv2D.of(2, 2).activation(RELU)).name("base"));
    layers.addAll(head());
    return compiled(Sequential.of(ModelOptions.defaults().seed(4), layers));
  }

  private static Model flat() {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(5, 7, 2)));
    layers.addAll(base());
    layers.add(Conv2D.of(2, 2).activation(RELU));
    layers.addAll(head());
    return compiled(Sequential.of(ModelOptions.defaults().seed(4), layers));
  }

  private static Model compiled(Model model) {
    model.compile(Adam.of(0.05), MeanSquaredError.of(), CompileOptions.defaults().metrics("mae"));
    return model;
  }

  private static Tensor x(int n) {
    float[] x = new float[n * 70];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(0.7 * i + 0.01 * i * i);
    }
    return Tensor.of(x, n, 5, 7, 2);
  }

  private static Tensor y(int n) {
    float[] y = new float[n * 2];
    for (int i = 0; i < y.length; i++) {
      y[i] = i % 5 - 2;
    }
    return Tensor.of(y, n, 2);
  }

  private static void assertSameWeights(Model expected, Model actual) {
    List<Tensor> weights = expected.getWeights();
    assertEquals(weights.size(), actual.getWeights().size());
    for (int i = 0; i < weights.size(); i++) {
      assertArrayEquals(weights.get(i).toArray(), actual.getWeights().get(i).toArray());
    }
  }

  @Test
  void startsTrainsAndPredictsLikeTheChainWithoutNesting() {
    try (Model nested = nested();
        Model flat = flat()) {
      assertSameWeights(flat, nested);
      for (int step = 0; step < 3; step++) {
        assertEquals(flat.trainOnBatch(x(4), y(4)), nested.trainOnBatch(x(4), y(4)));
      }
      assertSameWeights(flat, nested);
      assertArrayEquals(flat.predict(x(3)).toArray(), nested.predict(x(3)).toArray());
      assertArrayEquals(
          flat.output("norm").predict(x(3)).toArray(),
          nested.output("base/inner/norm").predict(x(3)).toArray());
      assertArrayEquals(
          flat.output("conv2d").predict(x(3)).toArray(),
          nested.output("base").predict(x(3)).toArray());
    }
  }

  @Test
  void namesAndWeightsGoLayerByLayer() {
    try (Model model = nested()) {
      BuiltLayer base = model.layer("base");
      assertEquals(
          List.of(
              "base/inner/edges/kernel",
              "base/inner/edges/bias",
              "base/inner/norm/gamma",
              "base/inner/norm/beta",
              "base/inner/norm/moving_mean",
              "base/inner/norm/moving_variance",
              "base/conv2d/kernel",
              "base/conv2d/bias"),
          base.weights().stream().map(weight -> weight.variable().name()).toList());
      assertEquals(List.of(), base.ownWeights());
      assertEquals("conv2d", base.layers().get(1).name());
      assertEquals(base.layers().get(1), model.layer("base/conv2d"));
      assertEquals(2 * 2 * 2 * 3 + 3 + 4 * 3 + 2 * 2 * 3 * 2 + 2, base.parameters());
      IllegalArgumentException unknown =
          assertThrows(IllegalArgumentException.class, () -> model.layer("conv2d"));
      assertTrue(unknown.getMessage().contains("base/conv2d"), unknown.getMessage());
    }
  }

  @Test
  void freezingFreezesAllWithinAndThawingOneTrainsIt() {
    try (Model model = nested()) {
      model.layer("base").setTrainable(false);
      assertFalse(model.layer("base/inner/norm").trainable());
      compiled(model);
      assertEquals(List.of("classes/kernel", "classes/bias"), changed(model));
      model.layer("base/inner").setTrainable(true);
      model.layer("base/inner/edges").setTrainable(false);
      compiled(model);
      assertEquals(
          List.of(
              "base/inner/norm/gamma",
              "base/inner/norm/beta",
              "base/inner/norm/moving_mean",
              "base/inner/norm/moving_variance",
              "classes/kernel",
              "classes/bias"),
          changed(model));
    }
  }

  /** The paths of the weights that a step changes. */
  private static List<String> changed(Model model) {
    List<String> names =
        model.layers().stream()
            .flatMap(layer -> layer.weights().stream())
            .map(weight -> weight.variable().name())
            .toList();
    List<Tensor> before = model.getWeights();
    model.trainOnBatch(x(4), y(4));
    List<Tensor> after = model.getWeights();
    return IntStream.range(0, names.size())
        .filter(i -> !Arrays.equals(before.get(i).toArray(), after.get(i).toArray()))
        .mapToObj(names::get)
        .toList();
  }

  @Test
  void aFrozenDescriptionIsFrozenInside() {
    try (Sequential model =
        Sequential.of(Input.of(5, 7, 2), Nested.of(base()).trainable(false), Dense.of(2))) {
      assertFalse(model.layer("sequential").trainable());
      assertFalse(model.layer("sequential/edges").trainable());
      assertTrue(model.layer("dense").trainable());
    }
  }

  @Test
  void theSummaryCountsTheLayersWithinByTheirOwnFreezing() {
    try (Model model = nested()) {
      model.layer("base/inner").setTrainable(false);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      model.summary(new PrintStream(out, true, StandardCharsets.UTF_8));
      String text = out.toString(StandardCharsets.UTF_8);
      assertTrue(text.contains("base (Sequential)"), text);
      // Of conv2d 26, of classes 4 · 2 + 2; edges and norm have 27 + 12.
      assertTrue(text.contains("Trainable params: 36 "), text);
      assertTrue(text.contains("Non-trainable params: 39 "), text);
    }
  }

  @Test
  void filesKeepWeightsNamesAndFreezing(@TempDir Path folder) {
    Path file = folder.resolve("nested.h5");
    try (Model model = nested()) {
      model.layer("base/inner/edges").setTrainable(false);
      compiled(model).trainOnBatch(x(4), y(4));
      model.save(file);
      try (Model loaded = Model.load(file)) {
        assertSameWeights(model, loaded);
        assertFalse(loaded.layer("base/inner/edges").trainable());
        assertTrue(loaded.layer("base/inner/norm").trainable());
        assertArrayEquals(model.predict(x(3)).toArray(), loaded.predict(x(3)).toArray());
      }
      Path weights = folder.resolve("weights.h5");
      model.saveWeights(weights);
      try (Model other = nested()) {
        other.layer("base/inner/edges").setTrainable(false);
        other.loadWeights(weights);
        assertSameWeights(model, other);
      }
    }
  }

  /** Keras trains nothing within a frozen layer; the file says what trains here. */
  @Test
  void whatIsThawedWithinAFrozenLayerTrainsOnFromFiles(@TempDir Path folder) {
    for (String name : List.of("nested.h5", "nested.keras")) {
      Path file = folder.resolve(name);
      try (Model model = nested()) {
        model.layer("base").setTrainable(false);
        model.layer("base/inner/edges").setTrainable(true);
        List<String> trained =
            List.of(
                "base/inner/edges/kernel",
                "base/inner/edges/bias",
                "classes/kernel",
                "classes/bias");
        assertEquals(trained, changed(compiled(model)));
        model.save(file);
        try (Model loaded = Model.load(file)) {
          assertEquals(trained, changed(loaded), name);
          changed(model);
          assertSameWeights(model, loaded);
        }
      }
    }
  }

  @Test
  void aModelIsALayerOfOthersThatShareItsWeights() {
    try (Sequential base =
        Sequential.of(
            ModelOptions.defaults().name("base").seed(9),
            Input.of(5, 7, 2),
            Conv2D.of(3, 2),
            Nested.of(Conv2D.of(2, 2)).name("end"))) {
      base.compile(Adam.of(0.1), MeanSquaredError.of());
      base.fit(x(3), Tensor.zeros(3, 3, 5, 2), FitOptions.defaults());
      base.layer("conv2d").setTrainable(false);
      float[] expected = base.predict(x(2)).toArray();
      try (Sequential model = Sequential.of(base.asLayer(), Flatten.of(), Dense.of(1));
          Sequential around = Sequential.of(model.asLayer())) {
        assertEquals(base.inputShape(), model.inputShape());
        assertArrayEquals(expected, model.output("base").predict(x(2)).toArray());
        assertArrayEquals(model.predict(x(2)).toArray(), around.predict(x(2)).toArray());
        assertFalse(around.layer("sequential/base/conv2d").trainable());
        assertTrue(model.layer("base/end/conv2d").trainable());
        List<Tensor> before = base.getWeights();
        around.compile(Adam.of(0.1), MeanSquaredError.of());
        around.fit(x(2), Tensor.zeros(2, 1), FitOptions.defaults());
        List<Tensor> after = base.getWeights();
        assertArrayEquals(before.get(0).toArray(), after.get(0).toArray());
        assertFalse(Arrays.equals(before.get(2).toArray(), after.get(2).toArray()));
        assertArrayEquals(
            base.predict(x(2)).toArray(), model.output("base").predict(x(2)).toArray());
        base.close();
        assertThrows(IllegalStateException.class, () -> base.predict(x(2)));
        assertArrayEquals(after.get(2).toArray(), model.getWeights().get(2).toArray());
      }
    }
  }

  @AfterEach
  void withoutEmulation() {
    System.clearProperty("markhor.bfloat16");
  }

  @Test
  void itsPolicyIsThatOfTheLayersWithinThatHaveNone() {
    System.setProperty("markhor.bfloat16", "emulate");
    List<float[]> results = new ArrayList<>();
    for (Layer each :
        List.of(
            Nested.of(Dense.of(3)).dtype(DTypePolicy.MIXED_BFLOAT16),
            Nested.of(Dense.of(3).dtype(DTypePolicy.MIXED_BFLOAT16)).dtype(DTypePolicy.FLOAT32),
            Nested.of(Dense.of(3)))) {
      try (Sequential model =
          Sequential.of(ModelOptions.defaults().seed(3), Input.of(5, 7, 2), each)) {
        results.add(model.predict(x(2)).toArray());
      }
    }
    assertArrayEquals(results.get(0), results.get(1));
    assertFalse(Arrays.equals(results.get(0), results.get(2)));
  }

  @Test
  void whatCannotBeNestedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Nested.of(Input.of(3)));
    IllegalArgumentException shape =
        assertThrows(
            IllegalArgumentException.class,
            () -> Sequential.of(Input.of(4), Nested.of(Input.of(3), Dense.of(1)).name("base")));
    assertTrue(shape.getMessage().contains("base"), shape.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Sequential.of(Input.of(3), Nested.of(Dense.of(1), Input.of(1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Sequential.of(Input.of(3), Nested.of(Flatten.of().name("a"), Dense.of(1).name("a"))));
  }

  @Test
  void configsAreKerass() {
    Nested nested =
        Nested.of(Input.of(5, 7, 2), Conv2D.of(3, 2).trainable(false), Dense.of(4)).name("base");
    Config config = nested.config();
    List<?> layers = (List<?>) config.get("layers");
    assertEquals(
        List.of("InputLayer", "Conv2D", "Dense"),
        layers.stream().map(layer -> ((Map<?, ?>) layer).get("class_name")).toList());
    Map<String, Object> description =
        Map.of("class_name", nested.className(), "config", config.values());
    assertEquals("Sequential", nested.className());
    Layer again = Registry.make(Layer.class, description, Dialect.KERAS_3);
    assertEquals(config.values(), again.config().values());
    assertEquals(nested.inputShape(), again.inputShape());
    assertFalse(again.layers().get(0).trainable());
    Map<String, Object> wrong =
        Map.of(
            "class_name",
            "Sequential",
            "config",
            Map.of(
                "layers",
                List.of(
                    Map.of("class_name", "LSTM", "config", Map.of("name", "memory")),
                    Map.of("class_name", "GRU", "config", Map.of()))));
    ConfigException problem =
        assertThrows(
            ConfigException.class, () -> Registry.make(Layer.class, wrong, Dialect.KERAS_3));
    assertTrue(problem.getMessage().contains("memory"), problem.getMessage());
    assertTrue(problem.getMessage().contains("GRU"), problem.getMessage());
  }
}
