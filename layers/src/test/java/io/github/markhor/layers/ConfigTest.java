package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configs are written as Keras writes them, and Keras's are read. */
class ConfigTest {
  private static void assertNames(Layer layer, String... own) {
    List<String> names = new ArrayList<>(List.of("name", "trainable", "dtype"));
    names.addAll(Arrays.asList(own));
    assertEquals(names, List.copyOf(layer.config().values().keySet()));
  }

  @Test
  void argumentsHaveKerassNamesAndOrder() {
    assertNames(
        Conv2D.of(2, 3),
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "dilation_rate",
        "groups",
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "kernel_constraint",
        "bias_constraint");
    assertNames(
        Dense.of(2),
        "units",
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "kernel_constraint",
        "bias_constraint");
    assertNames(
        Conv2DTranspose.of(2, 3),
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "output_padding",
        "data_format",
        "dilation_rate",
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "kernel_constraint",
        "bias_constraint");
    assertNames(
        SeparableConv2D.of(2, 3),
        "depth_multiplier",
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "dilation_rate",
        "activation",
        "use_bias",
        "depthwise_initializer",
        "pointwise_initializer",
        "bias_initializer",
        "depthwise_regularizer",
        "pointwise_regularizer",
        "bias_regularizer",
        "depthwise_constraint",
        "pointwise_constraint",
        "bias_constraint");
    assertNames(
        LayerNormalization.of(),
        "axis",
        "epsilon",
        "center",
        "scale",
        "rms_scaling",
        "beta_initializer",
        "gamma_initializer",
        "beta_regularizer",
        "gamma_regularizer",
        "beta_constraint",
        "gamma_constraint");
    assertNames(
        PReLU.of(), "alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes");
    assertNames(UpSampling2D.of(2), "size", "data_format", "interpolation");
    assertNames(ZeroPadding2D.of(2), "padding", "data_format");
    assertNames(MaxPooling1D.of(2), "pool_size", "padding", "strides", "data_format");
    assertNames(MaxPooling2D.of(2), "pool_size", "padding", "strides", "data_format");
    assertNames(AveragePooling2D.of(2), "pool_size", "padding", "strides", "data_format");
    assertNames(GlobalMaxPooling2D.of(), "data_format", "keepdims");
    assertNames(GlobalAveragePooling2D.of(), "data_format", "keepdims");
    assertNames(
        BatchNormalization.of(),
        "axis",
        "momentum",
        "epsilon",
        "center",
        "scale",
        "beta_initializer",
        "gamma_initializer",
        "moving_mean_initializer",
        "moving_variance_initializer",
        "beta_regularizer",
        "gamma_regularizer",
        "beta_constraint",
        "gamma_constraint",
        "synchronized");
    assertNames(Flatten.of(), "data_format");
    assertNames(Dropout.of(0.5), "rate", "seed", "noise_shape");
    assertNames(Activation.of("relu"), "activation");
    assertNames(ReLU.of(), "max_value", "negative_slope", "threshold");
    assertNames(Rescaling.of(2), "scale", "offset");
    assertEquals(
        List.of("batch_shape", "dtype", "sparse", "name"),
        List.copyOf(Input.of(3).config().values().keySet()));
  }

  @Test
  void valuesAreWrittenAsKerasDoes() {
    Map<String, Object> values =
        Conv2D.of(4, 3, 2)
            .padding(Padding.SAME)
            .activation(Activations.RELU)
            .name("edges")
            .dtype(DTypePolicy.MIXED_BFLOAT16)
            .config()
            .values();
    assertEquals("edges", values.get("name"));
    assertEquals("mixed_bfloat16", values.get("dtype"));
    assertEquals(List.of(3, 2), values.get("kernel_size"));
    assertEquals(List.of(1, 1), values.get("strides"));
    assertEquals("same", values.get("padding"));
    assertEquals("channels_last", values.get("data_format"));
    assertEquals("relu", values.get("activation"));
    Map<String, Object> glorot = new LinkedHashMap<>();
    glorot.put("seed", null);
    assertEquals(
        Map.of("class_name", "GlorotUniform", "config", glorot), values.get("kernel_initializer"));
    assertNull(values.get("kernel_regularizer"));
    assertEquals(
        Arrays.asList(null, 150, 140, 3), Input.of(150, 140, 3).config().get("batch_shape"));
    assertEquals(
        Arrays.asList(null, 1, 5),
        Dropout.of(0.1).noiseShape(-1, 1, 5).config().get("noise_shape"));
  }

  @Test
  void readsWhatKeras3Writes() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "conv2d");
    config.put("trainable", false);
    config.put(
        "dtype",
        Map.of(
            "module",
            "keras",
            "class_name",
            "DTypePolicy",
            "config",
            Map.of("name", "mixed_bfloat16")));
    config.put("filters", 4);
    config.put("kernel_size", List.of(3, 3));
    config.put("activation", "linear");
    Map<String, Object> seed = new LinkedHashMap<>();
    seed.put("seed", null);
    seed.put("input_axes", null);
    config.put(
        "kernel_initializer",
        Map.of(
            "module",
            "keras.initializers",
            "class_name",
            "HeNormal",
            "config",
            seed,
            "registered_name",
            "None"));
    config.put("build_config", Map.of("input_shape", List.of(1, 6, 5, 3)));
    Layer layer = make("Conv2D", config, Dialect.KERAS_3);
    assertEquals("conv2d", layer.name());
    assertEquals(false, layer.trainable());
    assertEquals(DTypePolicy.MIXED_BFLOAT16, layer.dtype());
    assertEquals("HeNormal", layer.weights(Shape.of(5, 5, 2)).get(0).initializer().className());
  }

  @Test
  void readsWhatKeras2Writes() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", "conv2d_1");
    config.put("batch_input_shape", Arrays.asList(null, 30, 28, 3));
    config.put("dtype", "float32");
    config.put("filters", 6);
    config.put("kernel_size", List.of(3, 2));
    config.put("activation", "relu");
    config.put("kernel_initializer", "he_uniform");
    config.put(
        "kernel_regularizer",
        Map.of("class_name", "L1L2", "config", Map.of("l1", 0.0, "l2", 0.01)));
    Layer layer = make("Convolution2D", config, Dialect.KERAS_2);
    assertEquals(Shape.of(30, 28, 3), layer.inputShape());
    assertEquals(Shape.of(28, 27, 6), layer.outputShape(layer.inputShape()));
    assertEquals("HeUniform", layer.weights(Shape.of(5, 5, 2)).get(0).initializer().className());
    assertEquals("L1L2", layer.weights(Shape.of(5, 5, 2)).get(0).regularizer().className());
    Map<String, Object> input =
        Map.of("batch_input_shape", Arrays.asList(null, 5), "name", "input_1");
    assertEquals(Shape.of(5), make("InputLayer", input, Dialect.KERAS_2).inputShape());
  }

  private static Layer make(String className, Map<String, Object> config, Dialect dialect) {
    return Registry.make(Layer.class, Map.of("class_name", className, "config", config), dialect);
  }

  @Test
  void keras2CallsTheSlopeOfLeakyReLUAlpha() {
    Map<String, Object> config = Map.of("alpha", 0.125);
    Layer layer =
        Registry.make(
            Layer.class, Map.of("class_name", "LeakyReLU", "config", config), Dialect.KERAS_2);
    assertEquals(0.125, layer.config().values().get("negative_slope"));
    Layer plain =
        Registry.make(
            Layer.class, Map.of("class_name", "LeakyReLU", "config", Map.of()), Dialect.KERAS_2);
    assertEquals(0.3, plain.config().values().get("negative_slope"));
  }
}
