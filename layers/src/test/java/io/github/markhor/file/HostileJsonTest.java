package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.file.zip.ZipInput;
import io.github.markhor.file.zip.ZipOutput;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.layer.Nested;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.schedules.ExponentialDecay;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JSON in files with each of its parts replaced by what does not belong there, or left out: it
 * loads or ends in a ModelFileException.
 */
final class HostileJsonTest {
  /** A chain of Keras 2 whose layers name each other, with a model within it. */
  private static final String FUNCTIONAL =
      """
      {"class_name": "Functional", "keras_version": "2.15.0", "config": {"name": "f", "layers": [
        {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
         "config": {"name": "in", "batch_input_shape": [null, 3]}},
        {"class_name": "Model", "name": "m", "inbound_nodes": [[["in", 0, 0, {}]]], "config":
         {"name": "m", "output_layers": [["d", 0, 0]], "layers": [
          {"class_name": "InputLayer", "name": "i", "inbound_nodes": [],
           "config": {"name": "i", "batch_input_shape": [null, 3]}},
          {"class_name": "Dense", "name": "d", "inbound_nodes": [[["i", 0, 0, {}]]],
           "config": {"name": "d", "units": 2, "activation":
            {"class_name": "ReLU", "config": {"name": "inner"}}}}]}}],
        "output_layers": [["m", 1, 0]]}}
      """;

  /** Operations, constants on both sides, a model with two results that is called twice. */
  private static final String BRANCHES =
      """
      {"class_name": "Functional", "keras_version": "2.15.0", "config": {"name": "f",
       "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0], ["two", 1, 1]],
       "layers": [
        {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
         "config": {"name": "in", "batch_input_shape": [null, 4, 3]}},
        {"class_name": "SlicingOpLambda", "name": "s", "config": {"name": "s",
          "function": "__operators__.getitem"}, "inbound_nodes": [["in", 0, 0, {"slice_spec":
          [{"start": null, "stop": null, "step": null}, 1, {"start": 0, "stop": 2, "step": null}]}]]},
        {"class_name": "TFOpLambda", "name": "a", "config": {"name": "a",
          "function": "math.subtract"}, "inbound_nodes": [["_CONSTANT_VALUE", -1, 1.0,
          {"y": ["s", 0, 0], "name": null}]]},
        {"class_name": "TFOpLambda", "name": "c", "config": {"name": "c", "function": "concat"},
         "inbound_nodes": [[["a", 0, 0, {"axis": -1}], ["s", 0, 0, {"axis": -1}]]]},
        {"class_name": "Functional", "name": "two", "inbound_nodes": [[["c", 0, 0, {}]],
          [["two", 1, 0, {"training": false}]]], "config": {"name": "two",
          "input_layers": [["i", 0, 0]], "output_layers": [["d", 0, 0], ["e", 0, 0]], "layers": [
           {"class_name": "InputLayer", "name": "i", "inbound_nodes": [],
            "config": {"name": "i", "batch_input_shape": [null, 4]}},
           {"class_name": "Dense", "name": "d", "inbound_nodes": [[["i", 0, 0, {}]]],
            "config": {"name": "d", "units": 4}},
           {"class_name": "Dense", "name": "e", "inbound_nodes": [[["d", 0, 0, {}]]],
            "config": {"name": "e", "units": 2}}]}},
        {"class_name": "Add", "name": "out", "config": {"name": "out"},
         "inbound_nodes": [[["two", 1, 0, {}], ["two", 2, 0, {}]]]}]}}
      """;

  private static final String KERAS_1 =
      """
      {"class_name": "Sequential", "keras_version": "1.2.2", "config": [
        {"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 2, "nb_row": 2,
         "nb_col": 2, "batch_input_shape": [null, 3, 4, 4], "dim_ordering": "th",
         "init": "uniform", "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.5},
         "W_constraint": {"name": "MaxNorm", "m": 2, "axis": 0}}},
        {"class_name": "BatchNormalization", "config": {"name": "b", "mode": 0, "axis": 1,
         "gamma_init": "one"}}]}
      """;

  @TempDir Path folder;

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            Input.of(6, 6, 1).name("picture"),
            Conv2D.of(2, 3).strides(2).kernelRegularizer(L2.of(0.1)).activation("relu"),
            BatchNormalization.of(),
            MaxPooling2D.of(2),
            Flatten.of(),
            Nested.of(Dense.of(2).name("inner")).name("nested"));
    model.compile(
        Adam.of(ExponentialDecay.of(0.1, 2, 0.5)),
        MeanSquaredError.of(),
        CompileOptions.defaults().metrics("accuracy").weightedMetrics("mae"));
    return model;
  }

  private static void assertLoadsOrIsRefused(String json, Runnable loading) {
    try {
      loading.run();
    } catch (ModelFileException refused) {
      assertTrue(refused.getMessage().length() > 10, json);
    } catch (RuntimeException wrong) {
      fail(wrong + " for " + json, wrong);
    }
  }

  @Test
  void aFewInEachPlace() {
    architectures(Mutants::forEachOfFew);
    archives(Mutants::forEachOfFew);
    trainingConfigsInHdf5(Mutants::forEachOfFew);
  }

  @Test
  @Tag("slow")
  void allInEachPlace() {
    architectures(Mutants::forEach);
    archives(Mutants::forEach);
    archives(Mutants::forEachHuge);
    hugeArchitectures();
    trainingConfigsInHdf5(Mutants::forEach);
  }

  private static void architectures(BiConsumer<String, Consumer<String>> mutants) {
    String own;
    try (Sequential model = model()) {
      own = model.toJson();
    }
    String branches;
    try (Model model = Model.fromJson(BRANCHES)) {
      branches = model.toJson();
    }
    for (String text : List.of(own, FUNCTIONAL, BRANCHES, branches, KERAS_1)) {
      Model.fromJson(text).close();
      mutants.accept(
          text, json -> assertLoadsOrIsRefused(json, () -> Model.fromJson(json).close()));
    }
  }

  private void archives(BiConsumer<String, Consumer<String>> mutants) {
    Path whole = folder.resolve("whole.keras");
    try (Sequential model = model()) {
      model.trainOnBatch(Tensor.zeros(2, 6, 6, 1), Tensor.zeros(2, 2));
      model.save(whole);
    }
    try (ZipInput zip = new ZipInput(whole)) {
      String metadata = zip.text("metadata.json");
      ObjectNode config = (ObjectNode) Mutants.parse(zip.text("config.json"));
      mutants.accept(metadata, json -> load(zip, json, config.toString()));
      String compiled = "{\"compile_config\": " + config.remove("compile_config") + "}";
      mutants.accept(
          compiled,
          json -> {
            ObjectNode changed = config.deepCopy();
            changed.setAll((ObjectNode) Mutants.parse(json));
            load(zip, metadata.replace("markhor", "other"), changed.toString());
          });
    }
  }

  /** In a file, where no memory is taken before shapes are compared with those of its weights. */
  private void hugeArchitectures() {
    Path whole = folder.resolve("plain.keras");
    try (Sequential model = model()) {
      model.save(whole);
    }
    try (ZipInput zip = new ZipInput(whole)) {
      String metadata = zip.text("metadata.json");
      Mutants.forEachHuge(zip.text("config.json"), json -> load(zip, metadata, json));
    }
  }

  private void load(ZipInput from, String metadata, String config) {
    Path file = folder.resolve("mutant.keras");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ZipOutput zip = new ZipOutput(channel);
      zip.add("metadata.json", metadata);
      zip.add("config.json", config);
      zip.add("model.weights.h5", to -> to.write(from.content("model.weights.h5")));
      zip.finish();
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
    assertLoadsOrIsRefused(metadata + config, () -> Model.load(file).close());
  }

  private void trainingConfigsInHdf5(BiConsumer<String, Consumer<String>> mutants) {
    String training =
        """
        {"loss": "mse", "metrics": [[{"class_name": "MeanMetricWrapper",
          "config": {"name": "acc", "fn": "binary_accuracy"}}]], "weighted_metrics": null,
         "optimizer_config": {"class_name": "Custom>Adam", "config":
          {"name": "Adam", "learning_rate": 0.01, "beta_1": 0.9, "amsgrad": false}}}
        """;
    mutants.accept(training, json -> load(json, null));
    mutants.accept(training.replace("Custom>", ""), json -> load(training, json));
  }

  /** Loads a file with the training_config of Keras, and one in a group of Markhor's. */
  private void load(String keras, String own) {
    Hdf5Output output = new Hdf5Output();
    Hdf5Output.Group root = output.root();
    output.text(
        root,
        "model_config",
        "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\":"
            + " {\"name\": \"c\", \"batch_input_shape\": [null, 2], \"units\": 1,"
            + " \"use_bias\": false}}]}");
    output.text(root, "keras_version", "2.15.0");
    output.text(root, "training_config", keras);
    if (own != null) {
      output.text(output.group(root, "markhor"), "training_config", own);
    }
    Hdf5Output.Group weights = output.group(root, "model_weights");
    output.texts(weights, "layer_names", List.of("c"));
    output.texts(output.group(weights, "c"), "weight_names", List.of("k"));
    output.array(output.group(weights, "c"), "k", Shape.of(2, 1), () -> new float[2]);
    Hdf5Output.Group optimizer = output.group(root, "optimizer_weights");
    output.texts(optimizer, "weight_names", List.of("iteration:0", "m", "v"));
    output.number(optimizer, "iteration:0", 3);
    output.array(optimizer, "m", Shape.of(2, 1), () -> new float[2]);
    output.array(optimizer, "v", Shape.of(2, 1), () -> new float[2]);
    Path file = folder.resolve("mutant.h5");
    try {
      Files.deleteIfExists(file);
      output.write(file);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
    assertLoadsOrIsRefused(keras + own, () -> Model.load(file).close());
  }
}
