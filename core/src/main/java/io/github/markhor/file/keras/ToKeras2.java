package io.github.markhor.file.keras;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.Description;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * From descriptions to the JSON that Keras 2.15 reads, as far as Keras 3 understands it too. All
 * differences from the JSON of Keras 3 are here.
 */
final class ToKeras2 {
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
          "DepthwiseConv1D",
          Set.of("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"),
          "SeparableConv1D",
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
          "ZeroPadding1D",
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

  /** Losses and metrics that Keras 2 does not have, and refuses a file for. */
  private static final Set<String> SINCE_KERAS_3 =
      Set.of(
          "CategoricalGeneralizedCrossEntropy",
          "Dice",
          "Tversky",
          "Circle",
          "PearsonCorrelation",
          "ConcordanceCorrelation");

  private ToKeras2() {}

  /** A whole model, not compiled. */
  static JsonObject model(Architecture model) {
    JsonObject config = new JsonObject().with("name", model.name());
    putLayers(config, model);
    return described(model.wiring() == null ? "Sequential" : "Functional", config);
  }

  private static void putLayers(JsonObject config, Architecture model) {
    if (model.wiring() == null) {
      config.with("layers", model.layers().stream().map(ToKeras2::layer).toList());
      return;
    }
    WiringWriter wiring = new WiringWriter(model, false);
    List<JsonObject> layers = new ArrayList<>();
    for (LayerDescription layer : model.layers()) {
      layers.add(
          OperationWriter.isOperation(layer)
              ? new OperationWriter(layer, wiring).forKeras2()
              : layer(layer).with("name", layer.name()).with("inbound_nodes", wiring.calls(layer)));
    }
    config
        .with("layers", layers)
        .with("input_layers", wiring.inputs())
        .with("output_layers", wiring.outputs());
  }

  /** A layer, or a model with its layers. */
  static JsonObject layer(LayerDescription given) {
    String className = given.className();
    JsonObject config = new JsonObject();
    given.config().values().forEach((key, value) -> put(config, className, key, value));
    if (given.model() != null) {
      putLayers(config, given.model());
    }
    LayerDescription wrapped = WrappedLayers.in(given);
    if (wrapped != null) {
      // Keras 3, which reads these files too, looks for it where its module says.
      config.with(
          WrappedLayers.ARGUMENT,
          KerasModules.described(
              KerasModules.LAYERS, wrapped.className(), layer(wrapped).get("config")));
    }
    if (config.get("dtype") == null) {
      config.with("dtype", "float32");
    }
    if (given.isInput()) {
      for (String argument : List.of("sparse", "ragged")) {
        if (config.get(argument) == null) {
          config.with(argument, false);
        }
      }
    }
    return OwnArguments.put(
        described(className, config), Dialect.KERAS_2, className, given.config().values());
  }

  private static void put(JsonObject config, String className, String key, Object value) {
    if (NEW_ARGUMENTS.contains(key)
        || LEFT_OUT.getOrDefault(className, Set.of()).contains(key)
        || OwnArguments.has(className, key)) {
      return;
    }
    boolean isNew = NEW_IN.getOrDefault(className, Set.of()).contains(key);
    if (isNew && NEW_DEFAULTS.get(key).equals(value)) {
      return;
    }
    if (key.equals(Config.BATCH_SHAPE)) {
      config.with("batch_input_shape", value);
    } else if (key.equals("negative_slope") && className.equals("LeakyReLU")) {
      config.with("alpha", value);
    } else if (key.equals("activation")) {
      config.with(key, activation(value));
    } else if (key.equals("axis") && value instanceof List<?> list && list.size() == 1) {
      config.with(key, list.get(0));
    } else {
      config.with(key, plain(value));
    }
  }

  /**
   * An activation. Keras 2 and 3 have two functions of the name hard_sigmoid: alone it means the
   * one of Keras 2. That of Keras 3 is described as Keras 3 does functions; Keras 2 refuses this
   * instead of taking its own.
   */
  private static Object activation(Object name) {
    if (HARD_SIGMOID.equals(name)) {
      return new JsonObject()
          .with("module", "builtins")
          .with("class_name", "function")
          .with("config", HARD_SIGMOID)
          .with("registered_name", "function");
    }
    return HARD_SIGMOID_OF_KERAS_2.equals(name) ? HARD_SIGMOID : plain(name);
  }

  /** Nested descriptions without the arguments that Keras 2 refuses. */
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      JsonObject copy = new JsonObject();
      map.forEach(
          (key, inner) -> {
            if (!NEW_ARGUMENTS.contains(key)) {
              copy.with(String.valueOf(key), plain(inner));
            }
          });
      return copy.values();
    }
    return value;
  }

  /** A loss: its name where it has Keras's defaults; null for one that Keras 2 does not know. */
  static Object loss(Description description) {
    return named(Loss.class, description);
  }

  /** The metrics that Keras 2 knows, as plain names where they have Keras's defaults. */
  static List<Object> metrics(List<Description> descriptions) {
    return descriptions.stream()
        .map(description -> named(Metric.class, description))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Object named(Class<? extends Configurable> type, Description description) {
    String className = description.className();
    if (!KerasNamed.knows(type, description) || SINCE_KERAS_3.contains(className)) {
      return null;
    }
    String name = KerasNamed.nameOf(type, description);
    return name != null ? name : plain(description.json());
  }

  /**
   * An optimizer. SGD and Adam are written as by Keras up to 2.10: from that Keras 2.15 makes its
   * legacy optimizers, which compute the same and know decay, and Keras 3 reads the learning rate.
   * RMSprop is written as since 2.11, unless it is to add epsilon outside the root as the legacy
   * one does.
   *
   * @param learningRate the rate that is set, or null for that in the config
   */
  static JsonObject optimizer(Description description, Double learningRate) {
    String className = description.className();
    Map<String, Object> config = new LinkedHashMap<>();
    description.config().values().forEach((key, value) -> config.put(key, plain(value)));
    if (learningRate != null && !(config.get("learning_rate") instanceof Map)) {
      config.put("learning_rate", learningRate);
    }
    config.replace("learning_rate", KerasModules.in(config.get("learning_rate")));
    // Keras 3 takes this name for the class's.
    config.put("name", className);
    config.keySet().removeAll(Set.of("loss_scale_factor", "gradient_accumulation_steps"));
    config.remove(TrainingConfig.LEGACY_EPSILON);
    Object decay = config.remove("decay");
    boolean decays = decay instanceof Number rate && rate.doubleValue() != 0;
    if (isNew(description)) {
      if (decays) {
        Object schedule = KerasModules.inverseTimeDecay(config.get("learning_rate"), decay);
        config.put("learning_rate", schedule);
      }
      config.put("jit_compile", false);
      config.put("is_legacy_optimizer", false);
      return described(TrainingConfig.NEW_OPTIMIZER + className, config);
    }
    config
        .keySet()
        .removeAll(Set.of("weight_decay", "use_ema", "ema_momentum", "ema_overwrite_frequency"));
    for (String clip : List.of("clipnorm", "clipvalue", "global_clipnorm")) {
      config.remove(clip, null);
    }
    config.put("decay", decays ? decay : 0.0);
    return described(className, config);
  }

  /** Whether an optimizer is written as since Keras 2.11. */
  static boolean isNew(Description description) {
    Config config = description.config();
    return !(Set.of("SGD", "Adam").contains(description.className())
            || config.has(TrainingConfig.LEGACY_EPSILON))
        || config.get("weight_decay") != null
        || Boolean.TRUE.equals(config.get("use_ema"))
        || config.get("gradient_accumulation_steps") != null;
  }

  private static JsonObject described(String className, Object config) {
    return new JsonObject().with("class_name", className).with("config", config);
  }
}
