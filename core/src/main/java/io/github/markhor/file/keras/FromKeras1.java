package io.github.markhor.file.keras;

import io.github.markhor.file.ModelFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From layers as Keras 1 described them to layers of Keras 2: other names of classes, arguments and
 * initializers, sizes as several arguments.
 */
final class FromKeras1 {
  /** Keras 2's names of the classes that it renamed. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "Convolution2D", "Conv2D",
          "AtrousConvolution2D", "Conv2D",
          "AtrousConv2D", "Conv2D",
          "Deconvolution2D", "Conv2DTranspose",
          "SeparableConvolution2D", "SeparableConv2D");

  /** Arguments that have one name in Keras 2 whatever they belong to. */
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("nb_filter", "filters"),
          Map.entry("border_mode", "padding"),
          Map.entry("subsample", "strides"),
          Map.entry("atrous_rate", "dilation_rate"),
          Map.entry("bias", "use_bias"),
          Map.entry("init", "kernel_initializer"),
          Map.entry("W_regularizer", "kernel_regularizer"),
          Map.entry("b_regularizer", "bias_regularizer"),
          Map.entry("W_constraint", "kernel_constraint"),
          Map.entry("b_constraint", "bias_constraint"),
          Map.entry("depthwise_init", "depthwise_initializer"),
          Map.entry("pointwise_init", "pointwise_initializer"),
          Map.entry("gamma_init", "gamma_initializer"),
          Map.entry("beta_init", "beta_initializer"),
          Map.entry("output_dim", "units"),
          Map.entry("sigma", "stddev"));

  private static final Set<String> ONLY_HERE =
      Set.of(
          "nb_filter",
          "nb_row",
          "border_mode",
          "dim_ordering",
          "output_dim",
          "input_dtype",
          "init",
          "gamma_init",
          "W_regularizer",
          "atrous_rate",
          "p",
          "sigma");

  private static final Map<String, String> INITIALIZERS =
      Map.of(
          "zero", "zeros", "one", "ones", "normal", "random_normal", "uniform", "random_uniform");

  private FromKeras1() {}

  /** Whether a version is of Keras 1 or older. */
  static boolean wrote(String version) {
    return version.matches("[01](\\..*)?");
  }

  /** Whether a layer's config has arguments that only Keras 1 has. */
  static boolean describes(Map<String, Object> config) {
    return config.keySet().stream().anyMatch(ONLY_HERE::contains);
  }

  /** The name that Keras 2 has for a layer's class. */
  static String className(String className) {
    return CLASSES.getOrDefault(className, className);
  }

  /**
   * The arguments that Keras 2 has for a layer.
   *
   * @param className Keras 1's name of the class
   * @throws ModelFileException if Keras 2 has no such layer
   */
  static Map<String, Object> config(String className, Map<String, Object> given) {
    Map<String, Object> config = new LinkedHashMap<>();
    given.forEach((key, value) -> put(config, className, key, value));
    if (given.get("nb_row") != null) {
      List<Object> size = new ArrayList<>();
      size.add(given.get("nb_row"));
      size.add(given.get("nb_col"));
      config.put("kernel_size", size);
    }
    Object mode = given.get("mode");
    if (className.equals("BatchNormalization") && mode != null && !mode.equals(0)) {
      throw new ModelFileException(
          "Expected BatchNormalization of mode 0, as later versions of Keras have it. Received: "
              + given.get("name")
              + " of mode "
              + mode);
    }
    return config;
  }

  private static void put(Map<String, Object> config, String className, String key, Object value) {
    switch (key) {
      case "nb_row", "nb_col", "mode", "input_dim", "input_dtype", "output_shape" -> {}
      case "dim_ordering" -> {
        if (!"default".equals(value)) {
          config.put("data_format", "th".equals(value) ? "channels_first" : "channels_last");
        }
      }
      case "p" -> config.put("rate", value);
      case "W_regularizer",
          "b_regularizer",
          "gamma_regularizer",
          "beta_regularizer",
          "activity_regularizer" ->
          config.put(ARGUMENTS.getOrDefault(key, key), penalty(value));
      default -> {
        boolean names = key.endsWith("init") && value instanceof String;
        boolean ofSlopes = key.equals("init") && className.equals("PReLU");
        config.put(
            ofSlopes ? "alpha_initializer" : ARGUMENTS.getOrDefault(key, key),
            names ? INITIALIZERS.getOrDefault((String) value, (String) value) : constraint(value));
      }
    }
  }

  /** Keras 1 gives name and factors, {@code {"name": "WeightRegularizer", "l1": .., "l2": ..}}. */
  private static Object penalty(Object value) {
    return value instanceof Map<?, ?> map && map.get("class_name") == null
        ? described("L1L2", map)
        : value;
  }

  /** Keras 1 gives name and arguments, {@code {"name": "MaxNorm", "m": 2, "axis": 0}}. */
  private static Object constraint(Object value) {
    return value instanceof Map<?, ?> map
            && map.get("class_name") == null
            && map.get("name") instanceof String name
        ? described(name, map)
        : value;
  }

  private static Object described(String className, Map<?, ?> arguments) {
    JsonObject config = new JsonObject();
    arguments.forEach(
        (key, value) -> {
          if (!key.equals("name")) {
            config.with(key.equals("m") ? "max_value" : String.valueOf(key), value);
          }
        });
    return new JsonObject().with("class_name", className).with("config", config).values();
  }
}
