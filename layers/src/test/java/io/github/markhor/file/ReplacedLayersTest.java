package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.file.zip.ZipInput;
import io.github.markhor.file.zip.ZipOutput;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of the user's in the place of Lambda and of classes that are not known. */
final class ReplacedLayersTest {
  private static final String LAMBDA =
      """
      {"class_name": "Lambda", "name": "lambda_1", "inbound_nodes": [[["in", 0, 0, {}]]],
       "config": {"name": "lambda_1", "function": ["4wEAAAAAAAAA", null, null],
        "function_type": "lambda", "module": "__main__", "output_shape": null,
        "output_shape_type": "raw", "arguments": {}}}""";

  private static final Tensor X = Tensor.of(new float[][] {{3, -5}});

  @TempDir Path folder;

  /** A file of Keras 2: x, a Lambda of x, and a Dense of their sum. */
  private Path ofKeras2(String layers) throws IOException {
    Hdf5Output output = new Hdf5Output();
    Hdf5Output.Group root = output.root();
    output.text(root, "keras_version", "2.15.0");
    output.text(
        root, "model_config", "{\"class_name\": \"Functional\", \"config\": " + layers + "}");
    Hdf5Output.Group weights = output.group(root, "model_weights");
    output.texts(weights, "layer_names", List.of("d"));
    Hdf5Output.Group dense = output.group(weights, "d");
    output.texts(dense, "weight_names", List.of("d/kernel:0"));
    output.array(dense, "d/kernel:0", Shape.of(2, 1), () -> new float[] {7, 11});
    Path file = folder.resolve("lambda.h5");
    output.write(file);
    return file;
  }

  private static String network() {
    return """
        {"name": "m", "input_layers": [["in", 0, 0]], "output_layers": [["d", 0, 0]], "layers": [
         {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
          "config": {"name": "in", "batch_input_shape": [null, 2]}}, %s,
         {"class_name": "Add", "name": "add", "config": {"name": "add"},
          "inbound_nodes": [[["in", 0, 0, {}], ["lambda_1", 0, 0, {}]]]},
         {"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 1,
          "use_bias": false}, "inbound_nodes": [[["add", 0, 0, {}]]]}]}"""
        .formatted(LAMBDA);
  }

  @Test
  void aLambdaOfKeras2IsRefusedUntilALayerStandsForIt() throws IOException {
    Path file = ofKeras2(network());
    String message =
        assertThrows(ModelFileException.class, () -> Model.load(file).close()).getMessage();
    assertTrue(message.contains("lambda_1 (Lambda)"), message);
    assertTrue(message.contains("LoadOptions.defaults().replace("), message);
    LoadOptions options = LoadOptions.defaults().replace("lambda_1", Rescaling.of(0.5));
    try (Model model = Model.load(file, options)) {
      // 7 · 4.5 + 11 · (-7.5)
      assertArrayEquals(new float[] {-51}, model.predict(X).toArray(), 1e-5f);
      assertEquals("Rescaling", model.layer("lambda_1").className());
    }
  }

  /** A file of Keras 3 in which some layers' class is another. */
  private Path ofKeras3(Model model, String className, String other) throws IOException {
    Path whole = folder.resolve("whole.keras");
    Path file = folder.resolve("other.keras");
    model.save(whole);
    try (ZipInput zip = new ZipInput(whole);
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      ZipOutput out = new ZipOutput(channel);
      out.add("metadata.json", zip.text("metadata.json"));
      out.add(
          "config.json",
          zip.text("config.json")
              .replace("\"class_name\":\"" + className + "\"", "\"class_name\":\"" + other + "\""));
      out.add("model.weights.h5", to -> to.write(zip.content("model.weights.h5")));
      out.finish();
    }
    return file;
  }

  @Test
  void aLambdaWithinAModelHasAPath() throws IOException {
    Input inner = Input.of(2);
    Model base =
        Model.of(
            ModelOptions.defaults().name("base"),
            List.of(inner),
            List.of(Activation.of("tanh").name("f").apply(inner)));
    Input x = Input.of(2).name("x");
    Symbol once = base.apply(x);
    try (Model model = Model.of(x, Dense.of(1).name("d").apply(once))) {
      Path file = ofKeras3(model, "Activation", "Lambda");
      String message =
          assertThrows(ModelFileException.class, () -> Model.load(file).close()).getMessage();
      assertTrue(message.contains("base/f (Lambda)"), message);
      LoadOptions options = LoadOptions.defaults().replace("base/f", Activation.of("tanh"));
      try (Model loaded = Model.load(file, options)) {
        assertArrayEquals(model.predict(X).toArray(), loaded.predict(X).toArray());
      }
      RuntimeException wrong =
          assertThrows(
              RuntimeException.class,
              () -> Model.load(file, options.replace("base/g", Activation.of("tanh"))).close());
      assertTrue(wrong.getMessage().contains("base/g"), wrong.getMessage());
    }
  }

  /** The class has a name that leads to the same group of weights. */
  @Test
  void aClassOfTheUsersGetsItsWeights() throws IOException {
    Input x = Input.of(2).name("x");
    Symbol riddle = Dense.of(2).activation("relu").name("riddle").apply(x);
    try (Model model = Model.of(x, Add.of().apply(x, riddle))) {
      Path file = ofKeras3(model, "Dense", "DENSE");
      String message =
          assertThrows(ModelFileException.class, () -> Model.load(file).close()).getMessage();
      assertTrue(message.contains("riddle (DENSE)"), message);
      LoadOptions options =
          LoadOptions.defaults().replace("riddle", Dense.of(2).activation("relu"));
      try (Model loaded = Model.load(file, options)) {
        assertArrayEquals(model.predict(X).toArray(), loaded.predict(X).toArray());
      }
    }
  }
}
