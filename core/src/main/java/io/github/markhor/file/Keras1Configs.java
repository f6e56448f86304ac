package io.github.markhor.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From descriptions of layers as Keras 1 wrote them to those of Keras 2: other names of classes,
 * arguments and initializers, sizes as several arguments.
 */
final class Keras1Configs {
  /** What Keras 2 calls a class; the others kept their names. */
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

  private Keras1Configs() {}

  /** Whether a version is of Keras 1 or older. */
  static boolean wrote(String version) {
    return version.matches("[01](\\..*)?");
  }

  /** Whether a layer's config has arguments that only Keras 1 has. */
  static boolean describes(Map<String, Object> config) {
    return config.keySet().stream().anyMatch(ONLY_HERE::contains);
  }

  /** A layer as Keras 2 describes it. */
  static Map<String, Object> layer(Map<String, Object> description) {
    String className = (String) description.get("class_name");
    Map<?, ?> given = (Map<?, ?>) description.get("config");
    Map<String, Object> config = new LinkedHashMap<>();
    given.forEach((key, value) -> put(config, className, (String) key, value));
    if (given.get("nb_row") != null) {
      List<Object> size = new ArrayList<>();
      size.add(given.get("nb_row"));
      size.add(given.get("nb_col"));
      config.put("kernel_size", size);
    }
    if (className.equals("BatchNormalization") && !isNull(given.get("mode"), 0)) {
      throw new ModelFileException(
          "Expected BatchNormalization of mode 0, as later versions of Keras have it. Received: "
              + given.get("name")
              + " of mode "
              + given.get("mode"));
    }
    Map<String, Object> result = new LinkedHashMap<>(description);
    result.put("class_name", CLASSES.getOrDefault(className, className));
    result.put("config", config);
    return result;
  }

  private static boolean isNull(Object value, int otherwise) {
    return value == null || value.equals(otherwise);
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

  private static Map<String, Object> described(String className, Map<?, ?> arguments) {
    Map<String, Object> config = new LinkedHashMap<>();
    arguments.forEach(
        (key, value) -> {
          if (!key.equals("name")) {
            config.put(key.equals("m") ? "max_value" : String.valueOf(key), value);
          }
        });
    return new LinkedHashMap<>(Map.of("class_name", className, "config", config));
  }
}
