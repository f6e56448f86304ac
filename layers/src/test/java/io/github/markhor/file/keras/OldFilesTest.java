package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredArray;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.DataFormat;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as old versions and other backends of Keras wrote them, put together by hand. */
final class OldFilesTest {
  private static final int OUT = 2;
  private static final int IN = 3;
  private static final int ROWS = 2;
  private static final int COLUMNS = 4;

  @TempDir Path folder;

  /** A number for each place in a kernel. */
  private static float weight(int row, int column, int in, int out) {
    return row * 0.5f - column * 0.25f + in * 2 - out * 3.5f + row * column * in * 0.125f;
  }

  private static float[] kernel() {
    float[] kernel = new float[ROWS * COLUMNS * IN * OUT];
    int at = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        for (int in = 0; in < IN; in++) {
          for (int out = 0; out < OUT; out++) {
            kernel[at++] = weight(row, column, in, out);
          }
        }
      }
    }
    return kernel;
  }

  /** The kernel as Keras 1 kept it with the channels first. */
  private static float[] theanoOrdered() {
    float[] kernel = new float[ROWS * COLUMNS * IN * OUT];
    int at = 0;
    for (int out = 0; out < OUT; out++) {
      for (int in = 0; in < IN; in++) {
        for (int row = 0; row < ROWS; row++) {
          for (int column = 0; column < COLUMNS; column++) {
            kernel[at++] = weight(row, column, in, out);
          }
        }
      }
    }
    return kernel;
  }

  private static float[] turned() {
    float[] kernel = new float[ROWS * COLUMNS * IN * OUT];
    int at = 0;
    for (int row = ROWS - 1; row >= 0; row--) {
      for (int column = COLUMNS - 1; column >= 0; column--) {
        for (int in = 0; in < IN; in++) {
          for (int out = 0; out < OUT; out++) {
            kernel[at++] = weight(row, column, in, out);
          }
        }
      }
    }
    return kernel;
  }

  /** Writes a file with one layer that has weights. */
  private Path file(String version, String backend, String config, StoredArray... weights)
      throws IOException {
    Hdf5Output output = new Hdf5Output();
    Hdf5Output.Group root = output.root();
    output.text(root, "model_config", config);
    if (version != null) {
      output.text(root, "keras_version", version);
    }
    if (backend != null) {
      output.text(root, "backend", backend);
    }
    Hdf5Output.Group group = output.group(root, "model_weights");
    output.texts(group, "layer_names", List.of("c"));
    Hdf5Output.Group layer = output.group(group, "c");
    output.texts(layer, "weight_names", Arrays.stream(weights).map(StoredArray::name).toList());
    for (StoredArray weight : weights) {
      output.array(layer, weight.name(), weight.shape(), weight.values());
    }
    Path file = folder.resolve("old.h5");
    output.write(file);
    return file;
  }

  private static StoredArray array(String name, float[] values, int... sizes) {
    return new StoredArray(name, Shape.of(sizes), () -> values);
  }

  private static final String KERAS_1 =
      "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Convolution2D\","
          + " \"config\": {\"name\": \"c\", \"batch_input_shape\": [null, 3, 5, 6],"
          + " \"nb_filter\": 2, \"nb_row\": 2, \"nb_col\": 4, \"init\": \"uniform\","
          + " \"activation\": \"linear\", \"border_mode\": \"valid\", \"subsample\": [2, 1],"
          + " \"dim_ordering\": \"th\", \"W_regularizer\": {\"name\": \"WeightRegularizer\","
          + " \"l1\": 0.0, \"l2\": 0.01}, \"W_constraint\": {\"name\": \"MaxNorm\", \"m\": 2,"
          + " \"axis\": 0}, \"bias\": false}}]}";

  @Test
  void keras1KeptTheFiltersFirst() throws IOException {
    Path file = file("1.1.0", null, KERAS_1, array("c_W", theanoOrdered(), OUT, IN, ROWS, COLUMNS));
    try (Model loaded = Model.load(file);
        Sequential expected =
            Sequential.of(
                Input.of(3, 5, 6),
                Conv2D.of(2, 2, 4)
                    .strides(2, 1)
                    .useBias(false)
                    .dataFormat(DataFormat.CHANNELS_FIRST))) {
      expected.setWeights(List.of(Tensor.of(kernel(), ROWS, COLUMNS, IN, OUT)));
      Tensor x = Tensor.zeros(2, 3, 5, 6);
      for (int i = 0; i < x.shape().elements(); i++) {
        x.buffer().put(i, i % 11 - 4);
      }
      assertArrayEquals(kernel(), loaded.getWeights().get(0).toArray());
      assertArrayEquals(expected.predict(x).toArray(), loaded.predict(x).toArray());
      Map<String, Object> config = loaded.layer("c").layer().config().values();
      assertTrue(config.get("kernel_regularizer").toString().contains("0.01"), config::toString);
      assertTrue(config.get("kernel_constraint").toString().contains("MaxNorm"), config::toString);
    }
  }

  @Test
  void whatTheanoLearnedIsTurned() throws IOException {
    String config =
        "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Conv2D\", \"config\":"
            + " {\"name\": \"c\", \"batch_input_shape\": [null, 5, 6, 3], \"filters\": 2,"
            + " \"kernel_size\": [2, 4], \"use_bias\": false}}]}";
    StoredArray kernel = array("c/kernel:0", kernel(), ROWS, COLUMNS, IN, OUT);
    try (Model loaded = Model.load(file("2.0.4", "theano", config, kernel))) {
      assertArrayEquals(turned(), loaded.getWeights().get(0).toArray());
    }
  }

  @Test
  void anActivationMayBeALayerAndNumbersMayBeArrays() throws IOException {
    String config =
        "{\"class_name\": \"Sequential\", \"config\": {\"build_input_shape\": [null, 2],"
            + " \"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"c\", \"units\": 1,"
            + " \"use_bias\": false, \"activation\": {\"class_name\": \"ReLU\", \"config\":"
            + " {\"name\": \"inner\", \"negative_slope\": {\"type\": \"ndarray\", \"value\":"
            + " 0.25}}}}}]}}";
    StoredArray kernel = array("c/kernel:0", new float[] {1, -1}, 2, 1);
    try (Model loaded = Model.load(file("2.1.6-tf", "tensorflow", config, kernel))) {
      assertEquals("c_activation", loaded.layers().get(1).name());
      assertArrayEquals(new float[] {-1}, loaded.predict(new float[] {0, 4}));
    }
  }

  @Test
  void aTrainingThatIsNotUnderstoodIsLeftOut() throws IOException {
    String config =
        "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\":"
            + " {\"name\": \"c\", \"batch_input_shape\": [null, 2], \"units\": 1, \"use_bias\":"
            + " false}}]}";
    Hdf5Output output = new Hdf5Output();
    output.text(output.root(), "model_config", config);
    output.text(output.root(), "keras_version", "2.2.4");
    output.text(
        output.root(),
        "training_config",
        "{\"optimizer_config\": {\"class_name\": \"Adam\", \"config\": {\"lr\": 0.01}}, \"loss\":"
            + " \"my_own_loss\", \"metrics\": []}");
    Hdf5Output.Group group = output.group(output.root(), "model_weights");
    output.texts(group, "layer_names", List.of("c"));
    output.texts(output.group(group, "c"), "weight_names", List.of("k"));
    output.array(output.group(group, "c"), "k", Shape.of(2, 1), () -> new float[] {2, 3});
    Path file = folder.resolve("own-loss.h5");
    output.write(file);
    try (Model loaded = Model.load(file)) {
      assertNull(loaded.trainingState());
      assertArrayEquals(new float[] {8}, loaded.predict(new float[] {1, 2}));
    }
  }

  /** Found by fuzzing. */
  @Test
  void aKernelForNoConvolutionIsRefused() throws IOException {
    String config =
        "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\":"
            + " {\"name\": \"other\", \"batch_input_shape\": [null, 2], \"output_dim\": 1}}]}";
    Path file = file("1.0.0", null, config, array("c_W", theanoOrdered(), OUT, IN, ROWS, COLUMNS));
    String message = assertThrows(ModelFileException.class, () -> Model.load(file)).getMessage();
    assertTrue(message.contains("Expected the weights"), message);
  }

  /** Found by fuzzing. */
  @Test
  void aModelWithoutAClassIsRefused() {
    for (String json : List.of("{}", "{\"class_name\": null}", "{\"config\": []}")) {
      assertThrows(ModelFileException.class, () -> Model.fromJson(json), json);
    }
  }
}
