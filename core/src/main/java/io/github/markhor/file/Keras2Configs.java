package io.github.markhor.file;

import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From descriptions in the dialect of Keras 3 to that of Keras 2.15, as far as Keras 3 understands
 * the result too. All differences between the two are here.
 */
final class Keras2Configs {
  /** Arguments that Keras 2 refuses, whatever they belong to. */
  private static final Set<String> NEW_ARGUMENTS =
      Set.of(
          "optional",
          "input_axes",
          "output_axes",
          "synchronized",
          "quantization_config",
          "lora_rank",
          "lora_alpha",
          "registered_name",
          "module",
          "build_config");

  /** Arguments of layers that one or the other Keras refuses. */
  private static final Map<String, Set<String>> LEFT_OUT =
      Map.of(
          "DepthwiseConv2D",
          Set.of("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"),
          "SeparableConv2D",
          Set.of("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"),
          "Conv2DTranspose",
          Set.of("groups"),
          "LayerNormalization",
          Set.of("rms_scaling"),
          "SpatialDropout2D",
          Set.of("trainable"));

  /** Arguments that Keras 2 does not know, left out where they have Keras 3's default. */
  private static final Map<String, Object> NEW_DEFAULTS =
      Map.of(
          "data_format",
          "channels_last",
          "value_range",
          List.of(0.0, 255.0),
          "pad_to_aspect_ratio",
          false,
          "fill_mode",
          "constant",
          "fill_value",
          0.0,
          "antialias",
          false);

  /** Which of {@link #NEW_DEFAULTS} are new in which layers. */
  private static final Map<String, Set<String>> NEW_IN =
      Map.of(
          "Resizing",
          Set.of("data_format", "pad_to_aspect_ratio", "fill_mode", "fill_value", "antialias"),
          "RandomContrast",
          Set.of("data_format", "value_range"),
          "CenterCrop",
          Set.of("data_format"),
          "RandomFlip",
          Set.of("data_format"),
          "RandomRotation",
          Set.of("data_format"),
          "RandomZoom",
          Set.of("data_format"),
          "RandomTranslation",
          Set.of("data_format"),
          "RandomCrop",
          Set.of("data_format"),
          "RandomBrightness",
          Set.of("data_format"));

  private static final String HARD_SIGMOID = "hard_sigmoid";
  private static final String HARD_SIGMOID_OF_KERAS_2 = HARD_SIGMOID + "_of_keras_2";

  static final String LEGACY_EPSILON = "legacy_epsilon";

  /** Losses and metrics that Keras 2 does not have, and refuses a file for. */
  private static final Set<String> SINCE_KERAS_3 =
      Set.of(
          "CategoricalGeneralizedCrossEntropy",
          "Dice",
          "Tversky",
          "Circle",
          "PearsonCorrelation",
          "ConcordanceCorrelation");

  private Keras2Configs() {}

  /** A layer. */
  static Map<String, Object> layer(Map<String, Object> description) {
    String className = (String) description.get("class_name");
    Map<String, Object> config = new LinkedHashMap<>();
    ((Map<?, ?>) description.get("config"))
        .forEach((key, value) -> put(config, className, (String) key, value));
    if (config.get("dtype") == null) {
      config.put("dtype", "float32");
    }
    if (className.equals("InputLayer")) {
      config.putIfAbsent("sparse", false);
      config.putIfAbsent("ragged", false);
    }
    return description(className, config);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> config, String className, String key, Object value) {
    if (NEW_ARGUMENTS.contains(key) || LEFT_OUT.getOrDefault(className, Set.of()).contains(key)) {
      return;
    }
    boolean isNew = NEW_IN.getOrDefault(className, Set.of()).contains(key);
    if (isNew && NEW_DEFAULTS.get(key).equals(value)) {
      return;
    }
    if (key.equals("batch_shape")) {
      config.put("batch_input_shape", value);
    } else if (key.equals("layers") && value instanceof List<?> layers) {
      config.put(key, layers.stream().map(inner -> layer((Map<String, Object>) inner)).toList());
    } else if (key.equals("negative_slope") && className.equals("LeakyReLU")) {
      config.put("alpha", value);
    } else if (key.equals("activation")) {
      config.put(key, activation(value));
    } else if (key.equals("axis") && value instanceof List<?> list && list.size() == 1) {
      config.put(key, list.get(0));
    } else {
      config.put(key, plain(value));
    }
  }

  /**
   * An activation. Keras 2 and 3 have two functions of the name hard_sigmoid: alone it means the
   * one of Keras 2. That of Keras 3 is described as Keras 3 does functions; Keras 2 refuses this
   * instead of taking its own.
   */
  private static Object activation(Object name) {
    if (HARD_SIGMOID.equals(name)) {
      Map<String, Object> function = new LinkedHashMap<>();
      function.put("module", "builtins");
      function.put("class_name", "function");
      function.put("config", HARD_SIGMOID);
      function.put("registered_name", "function");
      return function;
    }
    return HARD_SIGMOID_OF_KERAS_2.equals(name) ? HARD_SIGMOID : plain(name);
  }

  /** Nested descriptions without the arguments that Keras 2 refuses. */
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, inner) -> {
            if (!NEW_ARGUMENTS.contains(key)) {
              copy.put(String.valueOf(key), plain(inner));
            }
          });
      return copy;
    }
    return value;
  }

  /** A loss: its long name where it has Keras's defaults; null for one that Keras does not know. */
  static Object loss(Object description) {
    return knownToKeras2(KerasNamed.of(Loss.class, description));
  }

  /** The metrics that Keras knows, as plain names where they have Keras's defaults. */
  static List<Object> metrics(List<Object> descriptions) {
    List<Object> known = new ArrayList<>();
    for (Object description : descriptions) {
      Object metric = knownToKeras2(KerasNamed.of(Metric.class, description));
      if (metric != null) {
        known.add(metric);
      }
    }
    return known;
  }

  private static Object knownToKeras2(Object description) {
    boolean tooNew =
        description instanceof Map<?, ?> map && SINCE_KERAS_3.contains(map.get("class_name"));
    return tooNew ? null : plain(description);
  }

  /**
   * An optimizer. SGD and Adam are written as Keras up to 2.10 did, because of that Keras 2.15
   * makes its legacy optimizers, which compute the same and know decay, and Keras 3 reads the
   * learning rate; RMSprop as since 2.11, unless it is to add epsilon outside the root as the
   * legacy one does.
   *
   * @param learningRate the rate that is set, or null for that in the config
   */
  static Map<String, Object> optimizer(Map<String, Object> description, Double learningRate) {
    String className = (String) description.get("class_name");
    Map<String, Object> config = new LinkedHashMap<>();
    ((Map<?, ?>) description.get("config"))
        .forEach((key, value) -> config.put((String) key, plain(value)));
    if (learningRate != null && !(config.get("learning_rate") instanceof Map)) {
      config.put("learning_rate", learningRate);
    }
    if (config.get("learning_rate") instanceof Map<?, ?> schedule) {
      config.put("learning_rate", Keras3Configs.withModules(schedule));
    }
    // Keras 3 takes this name for the class's.
    config.put("name", className);
    config.keySet().removeAll(Set.of("loss_scale_factor", "gradient_accumulation_steps"));
    config.remove(LEGACY_EPSILON);
    Object decay = config.remove("decay");
    boolean decays = decay instanceof Number rate && rate.doubleValue() != 0;
    if (isNew(description)) {
      if (decays) {
        config.put(
            "learning_rate",
            Keras3Configs.withModules(inverseTimeDecay(config.get("learning_rate"), decay)));
      }
      config.put("jit_compile", false);
      config.put("is_legacy_optimizer", false);
      return description(TrainingConfig.NEW_OPTIMIZER + className, config);
    }
    config
        .keySet()
        .removeAll(Set.of("weight_decay", "use_ema", "ema_momentum", "ema_overwrite_frequency"));
    for (String clip : List.of("clipnorm", "clipvalue", "global_clipnorm")) {
      config.remove(clip, null);
    }
    config.put("decay", decays ? decay : 0.0);
    return description(className, config);
  }

  /** Whether an optimizer is written as since Keras 2.11. */
  static boolean isNew(Map<String, Object> description) {
    Map<?, ?> config = (Map<?, ?>) description.get("config");
    return !(Set.of("SGD", "Adam").contains(description.get("class_name"))
            || config.containsKey(LEGACY_EPSILON))
        || config.get("weight_decay") != null
        || Boolean.TRUE.equals(config.get("use_ema"));
  }

  /** rate / (1 + decay * iteration), which the new optimizers know as a schedule only. */
  static Map<String, Object> inverseTimeDecay(Object rate, Object decay) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("initial_learning_rate", rate);
    config.put("decay_steps", 1);
    config.put("decay_rate", decay);
    config.put("staircase", false);
    config.put("name", "InverseTimeDecay");
    return description("InverseTimeDecay", config);
  }

  private static Map<String, Object> description(String className, Map<String, Object> config) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("class_name", className);
    description.put("config", config);
    return description;
  }
}
