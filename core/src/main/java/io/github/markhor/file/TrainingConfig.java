package io.github.markhor.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras's training_config: what compile was called with.
 *
 * @param optimizer class_name and config, without what Keras adds to the class's name
 * @param isNewOptimizer whether it is of the optimizers that came with Keras 2.11
 */
record TrainingConfig(
    Map<String, Object> optimizer,
    Object loss,
    List<Object> metrics,
    List<Object> weightedMetrics,
    boolean isNewOptimizer) {
  /** How Keras 2.11 to 2.15 mark an optimizer of the new kind. */
  static final String NEW_OPTIMIZER = "Custom>";

  private static final Set<String> ACCURACY = Set.of("accuracy", "acc");

  /** Understands a training_config; null for one without a loss, whose model cannot train. */
  static TrainingConfig of(Map<String, Object> json, String file) {
    return of(json.get("optimizer_config"), json, "training_config of " + file);
  }

  /** Understands the compile_config of a .keras file; null for a model that was not compiled. */
  static TrainingConfig ofCompileConfig(Object json, Path file) {
    return json instanceof Map<?, ?> map && map.get("optimizer") != null
        ? of(map.get("optimizer"), map, "compile_config of " + file)
        : null;
  }

  private static TrainingConfig of(Object described, Map<?, ?> json, String where) {
    // Given by name to compile, it is written so.
    Object description =
        described instanceof String name
            ? Map.of("class_name", name, "config", Map.of())
            : described;
    if (!(description instanceof Map<?, ?> optimizer)
        || !(optimizer.get("class_name") instanceof String className)
        || !(optimizer.get("config") instanceof Map<?, ?> given)) {
      throw new ModelFileException("Expected an optimizer in the " + where + ".");
    }
    Object loss = single(json.get("loss"));
    if (loss == null) {
      return null;
    }
    Map<String, Object> config = new LinkedHashMap<>();
    given.forEach((key, value) -> config.put(String.valueOf(key), value));
    if (config.containsKey("lr")) {
      config.putIfAbsent("learning_rate", config.remove("lr"));
    }
    if (className.equals("Nadam")) {
      // Before Keras 2.11 this was its schedule_decay.
      config.remove("decay");
    }
    boolean marked = className.startsWith(NEW_OPTIMIZER);
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("class_name", marked ? className.substring(NEW_OPTIMIZER.length()) : className);
    plain.put("config", config);
    return new TrainingConfig(
        plain,
        loss,
        metrics(json.get("metrics")),
        metrics(json.get("weighted_metrics")),
        marked || Boolean.FALSE.equals(config.get("is_legacy_optimizer")));
  }

  /** Whether a schedule decides the learning rate. */
  boolean hasSchedule() {
    return optimizerConfig().get("learning_rate") instanceof Map;
  }

  String optimizerClass() {
    return (String) optimizer.get("class_name");
  }

  Map<?, ?> optimizerConfig() {
    return (Map<?, ?>) optimizer.get("config");
  }

  /** The only element of what may be given for each output. */
  private static Object single(Object given) {
    Object value = given;
    while (value instanceof List<?> list) {
      value = list.isEmpty() ? null : list.get(0);
    }
    if (value instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      return map.isEmpty() ? null : single(map.values().iterator().next());
    }
    return value;
  }

  private static List<Object> metrics(Object given) {
    List<Object> flat = new ArrayList<>();
    flatten(given, flat);
    return flat;
  }

  private static void flatten(Object given, List<Object> flat) {
    if (given instanceof Collection<?> elements) {
      elements.forEach(element -> flatten(element, flat));
    } else if (given instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      map.values().forEach(element -> flatten(element, flat));
    } else if (given != null) {
      flat.add(metric(given));
    }
  }

  /** Keras 2 writes a metric that was given by name as a wrapper of a function. */
  private static Object metric(Object description) {
    if (!(description instanceof Map<?, ?> map)
        || !"MeanMetricWrapper".equals(map.get("class_name"))
        || !(map.get("config") instanceof Map<?, ?> config)
        || !(config.get("fn") instanceof String function)) {
      return description;
    }
    String name = String.valueOf(config.get("name"));
    if (ACCURACY.contains(name) && function.endsWith("_accuracy")) {
      return name;
    }
    return Map.of("class_name", function, "config", Map.of("name", name));
  }
}
