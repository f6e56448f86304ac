package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a model was compiled, as files say it: what is applied, and what the model opens without. */
final class TrainingInFilesTest {
  private static final Tensor X = Tensor.of(new float[] {1, -2, 0.5f, 3, 0.25f, -1}, 2, 3);
  private static final Tensor Y = Tensor.of(new float[] {0.5f, 2, -1, 4}, 2, 2);
  private static final double RATE = 0.125;

  @TempDir Path folder;

  private static Sequential model() {
    return Sequential.of(Input.of(3), Dense.of(2).name("d"));
  }

  private Path saved(String name) {
    Path file = folder.resolve(name);
    try (Sequential model = model()) {
      model.compile(SGD.of(RATE).momentum(0.5), MeanSquaredError.of());
      model.trainOnBatch(X, Y);
      model.save(file);
    }
    return file;
  }

  /**
   * Keras's layer with an activation layer is two layers here; the loss has the name of Keras's.
   */
  @Test
  void aLossByNameIsFoundWhereTheOutputsActivationIsALayer() throws IOException {
    Path plain = folder.resolve("plain.keras");
    Path named = folder.resolve("named.keras");
    Symbol x = Input.of(3);
    try (Model model =
        Model.of(
            ModelOptions.defaults().seed(2),
            List.of(x),
            List.of(Dense.of(2).name("d").apply(x), Dense.of(2).name("e").apply(x)))) {
      model.compile(SGD.of(RATE), MeanSquaredError.of());
      model.save(plain);
    }
    String leaky = "{\"class_name\":\"LeakyReLU\",\"config\":{\"negative_slope\":0.25}}";
    Archives.withConfig(
        plain,
        named,
        config ->
            config
                .replaceFirst("\"activation\":\"linear\"", "\"activation\":" + leaky)
                .replaceFirst(
                    "\"loss\":\\[[^]]*]", "\"loss\":{\"e\":\"mse\",\"d\":\"mse\",\"f\":\"mse\"}"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Model model = Model.load(named)) {
      assertEquals(List.of("d_activation", "e"), model.outputNames());
      Tensors predicted = model.predictAll(X);
      double expected = squares(predicted.tensor(0)) + squares(predicted.tensor(1));
      assertEquals(expected, model.evaluate(Tensors.of(X), Tensors.of(Y, Y)).get("loss"), 1e-5);
    } finally {
      System.setErr(usual);
    }
    String warning = printed.toString(StandardCharsets.UTF_8);
    assertTrue(warning.contains("loss for [f], which are no outputs"), warning);
  }

  private static double squares(Tensor predicted) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double error = predicted.toArray()[i] - Y.toArray()[i];
      sum += error * error / 4;
    }
    return sum;
  }

  private static double loss(Model model) {
    return model.evaluate(X, Y).get("loss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "[0.25]", "{\"d\": 0.25}"})
  void theLossWeightIsAppliedAndKept(String json) throws IOException {
    Path plain = saved("plain.keras");
    Path weighted = folder.resolve("weighted.keras");
    Archives.withConfig(
        plain,
        weighted,
        config -> config.replace("\"loss_weights\":null", "\"loss_weights\":" + json));
    try (Model model = Model.load(plain);
        Model quarter = Model.load(weighted)) {
      double whole = loss(model);
      assertEquals(whole / 4, loss(quarter), 1e-6 * whole);
      for (String name : List.of("again.keras", "again.h5")) {
        quarter.save(folder.resolve(name));
        try (Model again = Model.load(folder.resolve(name))) {
          assertEquals(whole / 4, loss(again), 1e-6 * whole, name);
          assertEquals(0.25, again.trainingState().outputs().get(0).lossWeight(), name);
        }
      }
    }
  }

  @Test
  void theLossWeightScalesTheGradientAndNoPenalty() {
    try (Sequential plain = model();
        Sequential heavy = model();
        Sequential penal = Sequential.of(Input.of(3), Dense.of(2).kernelRegularizer(L2.of(0.5)))) {
      List<Tensor> start = plain.getWeights();
      heavy.setWeights(start);
      penal.setWeights(start);
      CompileOptions three = CompileOptions.defaults().lossWeights(3);
      plain.compile(SGD.of(3 * RATE), MeanSquaredError.of());
      heavy.compile(SGD.of(RATE), MeanSquaredError.of(), three);
      penal.compile(SGD.of(RATE), MeanSquaredError.of(), three);
      double penalty = 0;
      for (float value : start.get(0).toArray()) {
        penalty += 0.5 * value * value;
      }
      assertEquals(3 * loss(plain) + penalty, loss(penal), 1e-5);
      plain.trainOnBatch(X, Y);
      heavy.trainOnBatch(X, Y);
      for (int i = 0; i < start.size(); i++) {
        assertArrayEquals(
            plain.getWeights().get(i).toArray(), heavy.getWeights().get(i).toArray(), 1e-6f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"loss_weights\":null=\"loss_weights\":[1, 2]",
        "\"loss_weights\":null=\"loss_weights\":\"much\"",
        "\"loss_weights\":null=\"loss_weights\":NaN",
        "\"learning_rate\":0.125=\"learning_rate\":NaN",
        "\"learning_rate\":0.125=\"learning_rate\":-1",
        "\"momentum\":0.5=\"momentum\":7",
        "\"class_name\":\"SGD\"=\"class_name\":\"Muon\"",
        "\"class_name\":\"SGD\"=\"class\":\"SGD\"",
        "\"class_name\":\"SGD\"=\"class_name\":\"Adam\"",
        "\"class_name\":\"SGD\"=\"class_name\":\"LossScaleOptimizer\"",
        "\"loss\":\"mean_squared_error\"=\"loss\":{\"class_name\":\"Mine\",\"config\":[]}",
        "\"metrics\":[]=\"metrics\":[\"mine\"]",
        "\"metrics\":[]=\"metrics\":[[7]]",
      })
  void aTrainingThatIsNotUnderstoodIsLeftOut(String change) throws IOException {
    Path plain = saved("plain.keras");
    Path changed = folder.resolve("changed.keras");
    String[] parts = change.split("=");
    Archives.withConfig(
        plain,
        changed,
        config -> {
          assertTrue(config.contains(parts[0]), config);
          return config.replace(parts[0], parts[1]);
        });
    try (Model model = Model.load(plain);
        Model without = Model.load(changed)) {
      assertNotNull(model.trainingState());
      assertNull(without.trainingState());
      assertArrayEquals(model.predict(X).toArray(), without.predict(X).toArray());
      without.compile(SGD.of(RATE), MeanSquaredError.of());
      without.trainOnBatch(X, Y);
    }
  }

  /** Writes a file of two weights, with a momentum for each, as versions of Keras 1 and 2 do. */
  private Path old(String version, String optimizer, Map<String, float[]> state)
      throws IOException {
    Hdf5Output output = new Hdf5Output();
    Hdf5Output.Group root = output.root();
    output.text(
        root,
        "model_config",
        "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\":"
            + " {\"name\": \"d\", \"batch_input_shape\": [null, 3], \"units\": 2}}]}");
    output.text(root, "keras_version", version);
    output.text(
        root,
        "training_config",
        "{\"optimizer_config\": " + optimizer + ", \"loss\": \"mse\", \"metrics\": []}");
    Hdf5Output.Group weights = output.group(root, "model_weights");
    output.texts(weights, "layer_names", List.of("d"));
    Hdf5Output.Group layer = output.group(weights, "d");
    output.texts(layer, "weight_names", List.of("d_W", "d_b"));
    output.array(layer, "d_W", Shape.of(3, 2), () -> new float[] {1, 2, 3, 4, 5, 6});
    output.array(layer, "d_b", Shape.of(2), () -> new float[] {7, 8});
    Hdf5Output.Group group = output.group(root, "optimizer_weights");
    output.texts(group, "weight_names", List.copyOf(state.keySet()));
    state.forEach((name, values) -> output.array(group, name, shape(values.length), () -> values));
    Path file = folder.resolve("old.h5");
    output.write(file);
    return file;
  }

  private static Shape shape(int elements) {
    return elements == 1 ? Shape.of() : elements == 6 ? Shape.of(3, 2) : Shape.of(elements);
  }

  /** Adam of Keras 1.2: its counter is a variable like any other, the first one. */
  @ParameterizedTest
  @ValueSource(strings = {"Variable_", "param_"})
  void theCounterOfKeras1HasNoName(String prefix) throws IOException {
    Map<String, float[]> state = new java.util.LinkedHashMap<>();
    state.put(prefix + 11, new float[] {41});
    state.put(prefix + 12, new float[] {1, 2, 3, 4, 5, 6});
    state.put(prefix + 13, new float[] {7, 8});
    state.put(prefix + 14, new float[] {10, 20, 30, 40, 50, 60});
    state.put(prefix + 15, new float[] {70, 80});
    String adam = "{\"class_name\": \"Adam\", \"config\": {\"lr\": 0.01}}";
    try (Model model = Model.load(old("1.2.2", adam, state))) {
      assertEquals(41, model.trainingState().iterations());
      List<Tensor> slots = List.copyOf(model.trainingState().slots().values());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, slots.get(0).toArray());
      assertArrayEquals(new float[] {10, 20, 30, 40, 50, 60}, slots.get(1).toArray());
      assertArrayEquals(new float[] {70, 80}, slots.get(3).toArray());
    }
  }

  /** The state of the optimizer within one that scales the loss of float16. */
  @Test
  void anOptimizerThatScalesTheLossIsTakenWithoutIt() throws IOException {
    Map<String, float[]> state = new java.util.LinkedHashMap<>();
    state.put("loss_scale_optimizer/iteration", new float[] {0});
    state.put("loss_scale_optimizer/learning_rate", new float[] {0});
    state.put("loss_scale_optimizer/step_counter", new float[] {5});
    state.put("loss_scale_optimizer/dynamic_scale", new float[] {32768});
    state.put("sgd/iteration", new float[] {5});
    state.put("sgd/learning_rate", new float[] {0.375f});
    state.put("sgd/d_kernel_momentum", new float[] {1, 2, 3, 4, 5, 6});
    state.put("sgd/d_bias_momentum", new float[] {7, 8});
    String inner = "{\"class_name\": \"SGD\", \"config\": {\"momentum\": 0.5}}";
    String outer =
        "{\"class_name\": \"LossScaleOptimizer\", \"config\": {\"inner_optimizer\": "
            + inner
            + "}}";
    try (Model model = Model.load(old("3.15.1", outer, state))) {
      assertEquals("SGD", model.trainingState().optimizer().className());
      assertEquals(5, model.trainingState().iterations());
      assertEquals(0.375, model.learningRate());
      List<Tensor> slots = List.copyOf(model.trainingState().slots().values());
      assertArrayEquals(new float[] {7, 8}, slots.get(1).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "\"NaN\"", "-1", "Infinity"})
  void aBadLearningRateKeepsNoModelClosed(String rate) throws IOException {
    String sgd = "{\"class_name\": \"SGD\", \"config\": {\"learning_rate\": " + rate + "}}";
    try (Model model = Model.load(old("2.15.0", sgd, Map.of()))) {
      assertNull(model.trainingState());
      assertArrayEquals(new float[] {16, 20}, model.predict(new float[] {1, 1, 1}));
    }
  }

  private static final String CONFIG =
      "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"m\", \"layers\":"
          + " [{\"class_name\": \"InputLayer\", \"config\": {\"batch_shape\": [null, 3]}},"
          + " {\"class_name\": \"Normalization\", \"config\": {\"name\": \"n\", \"axis\": [-1]}},"
          + " {\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 2}}]},"
          + " \"compile_config\": {\"optimizer\": OPTIMIZER, \"loss\": \"mse\"}}";

  /** Weights for {@link #CONFIG}. */
  private static Hdf5Output weights(String layers) {
    Hdf5Output output = new Hdf5Output();
    Hdf5Output.Group normal = vars(output, layers, "normalization");
    output.array(normal, "0", Shape.of(3), () -> new float[] {1, 2, 3});
    output.array(normal, "1", Shape.of(3), () -> new float[] {4, 16, 0.25f});
    output.number(normal, "2", 17);
    Hdf5Output.Group dense = vars(output, layers, "dense");
    output.array(dense, "0", Shape.of(3, 2), () -> new float[] {1, 2, 3, 4, 5, 6});
    output.array(dense, "1", Shape.of(2), () -> new float[] {7, 8});
    return output;
  }

  private static Hdf5Output.Group vars(Hdf5Output output, String layers, String layer) {
    Hdf5Output.Group group =
        layers.endsWith("\\")
            ? output.group(output.root(), layers + layer)
            : output.group(output.group(output.root(), layers), layer);
    return output.group(group, "vars");
  }

  /** (1 - 1) / 2, (6 - 2) / 4 and (4 - 3) / 0.5 times the kernel, and the bias. */
  private static void assertPredicts(Model model) {
    assertArrayEquals(
        new float[] {3 + 10 + 7, 4 + 12 + 8}, model.predict(new float[] {1, 6, 4}), 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers", "_layer_checkpoint_dependencies",
        "layers\\", "_layer_checkpoint_dependencies\\"
      })
  void countsMayBeWholeAndGroupsNamedAsOnWindows(String layers) throws IOException {
    Path file = folder.resolve("m.keras");
    Archives.write(file, "2.15.0", CONFIG.replace("OPTIMIZER", "null"), weights(layers));
    try (Model model = Model.load(file)) {
      assertPredicts(model);
      model.save(folder.resolve("again.keras"));
      try (Model again = Model.load(folder.resolve("again.keras"))) {
        assertPredicts(again);
      }
    }
  }

  /** Within a .keras an array is only a number in a group. */
  @Test
  void anArrayThatIsNoneIsRefusedByItsLayer() throws IOException {
    Hdf5Output output = weights("layers");
    Hdf5Output.Group dense =
        output.group(output.group(output.group(output.root(), "layers"), "dense"), "vars");
    output.textArray(dense, "2", List.of("a", "b"));
    Path file = folder.resolve("m.keras");
    Archives.write(file, "3.15.1", CONFIG.replace("OPTIMIZER", "null"), output);
    String message = assertThrows(ModelFileException.class, () -> Model.load(file)).getMessage();
    assertTrue(message.contains("2 of d (Dense)") && message.contains("m.keras"), message);
  }

  /** What an optimizer remembers is checked as weights are; the model opens without it. */
  @Test
  void slotsThatAreNotFiniteAreLeftOut() throws IOException {
    Hdf5Output output = weights("layers");
    Hdf5Output.Group optimizer = output.group(output.group(output.root(), "optimizer"), "vars");
    output.number(optimizer, "0", 2);
    output.array(optimizer, "1", Shape.of(), () -> new float[] {0.125f});
    output.array(optimizer, "2", Shape.of(3, 2), () -> new float[] {0, 0, 0, 0, Float.NaN, 0});
    output.array(optimizer, "3", Shape.of(2), () -> new float[2]);
    Path file = folder.resolve("nan.keras");
    String sgd = "{\"class_name\": \"SGD\", \"config\": {\"momentum\": 0.5}}";
    Archives.write(file, "3.15.1", CONFIG.replace("OPTIMIZER", sgd), output);
    try (Model model = Model.load(file);
        Model asItIs = Model.load(file, LoadOptions.defaults().allowNonFinite(true))) {
      assertPredicts(model);
      assertNull(model.trainingState());
      assertEquals(2, asItIs.trainingState().iterations());
    }
  }

  /** Keras 2 writes no state of a legacy optimizer to .keras. */
  @Test
  void anOptimizerWithoutStateBeginsAnewAndSaysSo() throws IOException {
    Path file = folder.resolve("legacy.keras");
    String sgd = "{\"class_name\": \"SGD\", \"config\": {\"momentum\": 0.5}}";
    Archives.write(file, "2.15.0", CONFIG.replace("OPTIMIZER", sgd), weights("layers"));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (Model model = Model.load(file)) {
      assertEquals(0, model.trainingState().iterations());
    } finally {
      System.setErr(usual);
    }
    String warning = printed.toString(StandardCharsets.UTF_8);
    assertTrue(warning.contains("begins anew"), warning);
  }

  /**
   * Keras 2 notes no names in weights alone: names of the model would be compared to themselves.
   */
  @Test
  void weightsWithoutNamesAreNotLoadedByName() throws IOException {
    Path file = folder.resolve("m.weights.h5");
    weights("layers").write(file);
    Path whole = folder.resolve("m.keras");
    Archives.write(whole, "2.15.0", CONFIG.replace("OPTIMIZER", "null"), weights("layers"));
    LoadOptions byName = LoadOptions.defaults().byName(true);
    try (Model model = Model.load(whole)) {
      String message =
          assertThrows(ModelFileException.class, () -> model.loadWeights(file, byName))
              .getMessage();
      assertTrue(message.contains("without names"), message);
      model.loadWeights(file);
      model.loadWeights(whole, byName);
      assertPredicts(model);
    }
  }

  /** μ(1)·μ(2), as for the same state in HDF5; the optimizer is described by its name alone. */
  @Test
  void nadamGoesOnWithTheProductThatKeras2Forgets() throws IOException {
    Hdf5Output output = weights("layers");
    Hdf5Output.Group optimizer = output.group(output.group(output.root(), "optimizer"), "vars");
    output.number(optimizer, "0", 2);
    output.array(optimizer, "1", Shape.of(3, 2), () -> new float[6]);
    output.array(optimizer, "2", Shape.of(3, 2), () -> new float[6]);
    output.array(optimizer, "3", Shape.of(2), () -> new float[2]);
    output.array(optimizer, "4", Shape.of(2), () -> new float[2]);
    Path file = folder.resolve("nadam.keras");
    Archives.write(file, "2.15.0", CONFIG.replace("OPTIMIZER", "\"nadam\""), output);
    double expected = 0.9 * (1 - 0.5 * 0.96) * 0.9 * (1 - 0.5 * 0.96 * 0.96);
    try (Model model = Model.load(file)) {
      List<Tensor> slots = List.copyOf(model.trainingState().slots().values());
      assertEquals(2, model.trainingState().iterations());
      assertEquals(expected, slots.get(slots.size() - 1).toArray()[0], 1e-7);
    }
  }
}
