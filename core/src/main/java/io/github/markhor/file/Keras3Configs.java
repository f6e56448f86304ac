package io.github.markhor.file;

import io.github.markhor.config.Registry;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.Layer;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From descriptions in the dialect of Keras 3 to what Keras 3 itself writes: each with the module
 * of Keras that its class is found in, and without what Markhor alone knows.
 */
public final class Keras3Configs {
  private static final String LAYERS = "keras.layers";

  /** Where Keras has the classes that stand within the configs of others. */
  private static final Map<Class<?>, String> INNER =
      Map.of(
          Initializer.class, "keras.initializers",
          Regularizer.class, "keras.regularizers",
          Constraint.class, "keras.constraints",
          LearningRateSchedule.class, "keras.optimizers.schedules");

  private Keras3Configs() {}

  /** A whole Sequential model, not compiled; more can be put into the result. */
  public static Map<String, Object> model(String name, List<Map<String, Object>> layers) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name);
    config.put("trainable", true);
    config.put("layers", layers);
    return layer(description(null, "Sequential", config));
  }

  /** A layer, or a model with its layers. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> layer(Map<String, Object> given) {
    String className = (String) given.get("class_name");
    List<Map<String, Object>> inner = ModelConfig.inner(given);
    Map<String, Object> config = new LinkedHashMap<>((Map<String, Object>) given.get("config"));
    config.replaceAll((key, value) -> withModules(value));
    if (className.equals("SpatialDropout2D")) {
      // Keras 3 refuses it for this layer alone.
      config.remove("trainable");
    }
    if (inner != null) {
      config.put("layers", inner.stream().map(Keras3Configs::layer).toList());
      return description("keras", className, config);
    }
    boolean ofKeras = Registry.knows(Layer.class, className);
    Map<String, Object> layer = description(ofKeras ? LAYERS : null, className, config);
    if (!ofKeras) {
      layer.put("registered_name", className);
    }
    return layer;
  }

  /** Descriptions within a config. */
  static Object withModules(Object value) {
    if (!(value instanceof Map<?, ?> map)
        || !(map.get("class_name") instanceof String className)
        || !(map.get("config") instanceof Map<?, ?> given)) {
      return value;
    }
    String module =
        INNER.keySet().stream()
            .filter(type -> Registry.knows(type, className))
            .map(INNER::get)
            .findFirst()
            .orElse(null);
    return description(module, className, config(given));
  }

  private static Map<String, Object> config(Map<?, ?> config) {
    Map<String, Object> copy = new LinkedHashMap<>();
    config.forEach((key, value) -> copy.put(String.valueOf(key), withModules(value)));
    return copy;
  }

  /** How a model was compiled; null if Keras does not know its loss. */
  static Map<String, Object> compiled(StoredTraining training) {
    Object loss = KerasNamed.of(Loss.class, training.loss());
    if (loss == null) {
      return null;
    }
    List<Object> weighted = metrics(training.weightedMetrics());
    Map<String, Object> compiled = new LinkedHashMap<>();
    compiled.put("optimizer", optimizer(training));
    compiled.put("loss", inModule("keras.losses", loss));
    compiled.put("loss_weights", null);
    compiled.put("metrics", metrics(training.metrics()));
    compiled.put("weighted_metrics", weighted.isEmpty() ? null : weighted);
    compiled.put("run_eagerly", false);
    compiled.put("steps_per_execution", 1);
    compiled.put("jit_compile", false);
    return compiled;
  }

  private static List<Object> metrics(List<Object> descriptions) {
    List<Object> known = new ArrayList<>();
    for (Object description : descriptions) {
      Object metric = KerasNamed.of(Metric.class, description);
      if (metric != null) {
        known.add(inModule("keras.metrics", metric));
      }
    }
    return known;
  }

  private static Object inModule(String module, Object description) {
    return description instanceof Map<?, ?> map
        ? description(
            module, String.valueOf(map.get("class_name")), config((Map<?, ?>) map.get("config")))
        : description;
  }

  /** The optimizer without decay, which Keras 3 knows as a schedule only. */
  private static Map<String, Object> optimizer(StoredTraining training) {
    Map<?, ?> given = (Map<?, ?>) training.optimizer();
    Map<String, Object> config = config((Map<?, ?>) given.get("config"));
    if (training.learningRate() != null) {
      config.put("learning_rate", training.learningRate());
    }
    if (decays(config)) {
      config.put(
          "learning_rate",
          withModules(
              Keras2Configs.inverseTimeDecay(config.get("learning_rate"), config.get("decay"))));
    }
    config.keySet().removeAll(Set.of("decay", Keras2Configs.LEGACY_EPSILON));
    String className = String.valueOf(given.get("class_name"));
    boolean ofKeras = Registry.knows(Optimizer.class, className);
    return description(ofKeras ? "keras.optimizers" : null, className, config);
  }

  private static boolean decays(Map<?, ?> config) {
    return config.get("decay") instanceof Number rate && rate.doubleValue() != 0;
  }

  /** The learning rate that the optimizer is to have as a variable; null where it has none. */
  static Double rate(StoredTraining training) {
    Map<?, ?> config = (Map<?, ?>) ((Map<?, ?>) training.optimizer()).get("config");
    return decays(config) ? null : training.learningRate();
  }

  private static Map<String, Object> description(
      String module, String className, Map<String, Object> config) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("module", module);
    description.put("class_name", className);
    description.put("config", config);
    description.put("registered_name", null);
    return description;
  }
}
