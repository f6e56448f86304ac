package io.github.markhor.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The architecture as Keras writes it down: a Sequential model, or a Functional one that is a
 * chain.
 */
record ModelConfig(String name, List<Map<String, Object>> layers) {
  /**
   * Understands a config.
   *
   * @param json class_name and config of the model
   * @param file for messages
   */
  static ModelConfig of(Map<String, Object> json, String file) {
    Object className = json.get("class_name");
    Object config = json.get("config");
    if ("Sequential".equals(className)) {
      // Keras up to 2.2.2 wrote the layers alone.
      Map<?, ?> map = config instanceof List<?> list ? Map.of("layers", list) : map(config, file);
      return new ModelConfig(name(map), layers(map, file));
    }
    if ("Functional".equals(className) || "Model".equals(className)) {
      Map<?, ?> map = map(config, file);
      return new ModelConfig(name(map), chain(map, layers(map, file), file));
    }
    throw new ModelFileException(
        "Expected a Sequential model in " + file + ". Received: " + className);
  }

  private static String name(Map<?, ?> config) {
    return config.get("name") instanceof String name ? name : "sequential";
  }

  private static Map<?, ?> map(Object value, String file) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new ModelFileException(
        "Expected a map as the config of a model or layer in " + file + ".");
  }

  private static List<Map<String, Object>> layers(Map<?, ?> config, String file) {
    if (!(config.get("layers") instanceof List<?> list) || list.isEmpty()) {
      throw new ModelFileException("Expected a list of layers in " + file + ".");
    }
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Object element : list) {
      Map<String, Object> layer = new LinkedHashMap<>();
      map(element, file).forEach((key, value) -> layer.put(String.valueOf(key), value));
      if (!(layer.get("class_name") instanceof String)) {
        throw new ModelFileException("Expected a class_name for each layer in " + file + ".");
      }
      map(layer.get("config"), file);
      layers.add(layer);
    }
    return layers;
  }

  /** The layers of a Functional model in the order of the data; refused unless it is a chain. */
  private static List<Map<String, Object>> chain(
      Map<?, ?> config, List<Map<String, Object>> layers, String file) {
    Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
    Map<String, String> next = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    String first = null;
    for (Map<String, Object> layer : layers) {
      String name = layerName(layer);
      byName.put(name, layer);
      List<String> sources = new ArrayList<>();
      addSources(layer.get("inbound_nodes"), sources);
      if (sources.isEmpty() && first == null) {
        first = name;
      } else if (sources.size() != 1 || next.putIfAbsent(sources.get(0), name) != null) {
        wrong.add(name + " (" + layer.get("class_name") + ")");
      }
    }
    List<Map<String, Object>> ordered = new ArrayList<>();
    String last = null;
    for (String at = first; at != null && ordered.size() < layers.size(); at = next.get(at)) {
      ordered.add(byName.get(at));
      last = at;
    }
    List<String> outputs = new ArrayList<>();
    addSources(config.get("output_layers"), outputs);
    if (!wrong.isEmpty() || ordered.size() != layers.size() || !outputs.equals(List.of(last))) {
      throw new ModelFileException(
          "Expected a chain of layers in "
              + file
              + ", with one input and one output. Received:"
              + (wrong.isEmpty() ? "" : " branches at " + String.join(", ", wrong) + ";")
              + " outputs "
              + outputs);
    }
    return ordered.stream().map(ModelConfig::withName).toList();
  }

  private static String layerName(Map<String, Object> layer) {
    Object name = layer.get("name");
    return String.valueOf(name != null ? name : ((Map<?, ?>) layer.get("config")).get("name"));
  }

  /** A layer whose name stands in its config, as in Sequential models. */
  private static Map<String, Object> withName(Map<String, Object> layer) {
    Map<String, Object> config = new LinkedHashMap<>();
    ((Map<?, ?>) layer.get("config"))
        .forEach((key, value) -> config.put(String.valueOf(key), value));
    config.putIfAbsent("name", layerName(layer));
    Map<String, Object> copy = new LinkedHashMap<>(layer);
    copy.put("config", config);
    return copy;
  }

  /** Collects what stands as [layer, node, tensor], wherever the versions of Keras put it. */
  private static void addSources(Object json, List<String> sources) {
    if (json instanceof List<?> list) {
      if (list.size() >= 3
          && list.get(0) instanceof String name
          && list.get(1) instanceof Integer
          && list.get(2) instanceof Integer) {
        sources.add(name);
      } else {
        list.forEach(element -> addSources(element, sources));
      }
    } else if (json instanceof Map<?, ?> map) {
      map.values().forEach(element -> addSources(element, sources));
    }
  }
}
