package io.github.markhor.file;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The architecture as any version of Keras writes it down, brought into one form: the layers of a
 * Sequential model, in order, with their names in their configs. A Functional model that is a chain
 * is one too, also within another. Values are plain: what Keras wraps in a class of JSON's is
 * unwrapped.
 *
 * @param problems what cannot run, each with the name of the layer: branches, classes that are not
 *     known
 */
public record ModelConfig(String name, List<Map<String, Object>> layers, List<String> problems) {
  /**
   * In the description of a nested model that is a chain: the class that it was saved as, which
   * names its group in a file of weights.
   */
  static final String SAVED_CLASS = "saved_class_name";

  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  /** What Keras writes around values that JSON has no form for; each has a single part. */
  private static final Map<String, String> WRAPPERS =
      Map.of("__tuple__", "items", "__numpy__", "value", "__tensor__", "value");

  /**
   * Understands a config.
   *
   * @param json class_name and config of the model
   * @param file for messages
   */
  public static ModelConfig of(Map<String, Object> json, String file) {
    return new Reader(file).model(map(plain(json)));
  }

  /** How descriptions that a version of Keras wrote are to be understood. */
  public static Dialect dialect(String kerasVersion) {
    return kerasVersion != null && kerasVersion.matches("[012](\\..*)?")
        ? Dialect.KERAS_2
        : Dialect.KERAS_3;
  }

  /** The name of a layer, wherever it stands. */
  static String layerName(Map<String, Object> layer) {
    Object name = layer.get("name");
    return String.valueOf(name != null ? name : ((Map<?, ?>) layer.get("config")).get("name"));
  }

  /** The descriptions within that of a nested model, or null for a layer. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> inner(Map<String, Object> layer) {
    return layer.get("config") instanceof Map<?, ?> config
            && "Sequential".equals(layer.get("class_name"))
            && config.get("layers") instanceof List<?> layers
        ? (List<Map<String, Object>>) layers
        : null;
  }

  /** Whether the classes of a layer and of all within it are known. */
  public static boolean isKnown(Map<String, Object> layer) {
    List<Map<String, Object>> inner = inner(layer);
    return Registry.knows(Layer.class, String.valueOf(layer.get("class_name")))
        && (inner == null || inner.stream().allMatch(ModelConfig::isKnown));
  }

  private static boolean isFunctional(Object className) {
    return className != null && FUNCTIONAL.contains(className);
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(plain(element)));
      return copy;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if ("ndarray".equals(map.get("type")) && map.containsKey("value")) {
      // Keras 2.0 to 2.2, of an argument that is an array of NumPy.
      return plain(map.get("value"));
    }
    String part = WRAPPERS.getOrDefault(String.valueOf(map.get("class_name")), "");
    if (map.containsKey(part)) {
      return plain(map.get(part));
    }
    if (map.get("config") instanceof Map<?, ?> config && config.containsKey(part)) {
      return plain(config.get(part));
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(inner)));
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
  }

  /** Reads models within models, collecting what cannot be a chain. */
  private static final class Reader {
    private final String file;
    private final List<String> problems = new ArrayList<>();

    Reader(String file) {
      this.file = file;
    }

    ModelConfig model(Map<String, Object> json) {
      Object className = json == null ? null : json.get("class_name");
      if (!"Sequential".equals(className) && !isFunctional(className)) {
        throw new ModelFileException(
            "Expected a Sequential model in " + file + ". Received: " + className);
      }
      List<Map<String, Object>> layers = layers(json);
      if (json.get("config") instanceof Map<?, ?> config) {
        putInputShape(config.get("build_input_shape"), layers.get(0));
      }
      layers.forEach(layer -> checkClasses("", layer));
      Object name = json.get("config") instanceof Map<?, ?> config ? config.get("name") : null;
      return new ModelConfig(
          name instanceof String text ? text : "sequential", layers, List.copyOf(problems));
    }

    /**
     * States the shape of the input for a model whose layers do not: Keras learned it from the
     * first data.
     *
     * @param ofModel null if the model does not state it either
     * @param first the first layer, whose own build_config may state it
     */
    private static void putInputShape(Object ofModel, Map<String, Object> first) {
      Map<String, Object> config = map(first.get("config"));
      Object shape = ofModel;
      if (shape == null && first.get("build_config") instanceof Map<?, ?> built) {
        shape = built.get("input_shape");
      }
      if (shape != null
          && !config.containsKey("batch_input_shape")
          && !config.containsKey("batch_shape")
          && inner(first) == null) {
        config.put("batch_input_shape", shape);
      }
    }

    /** The layers of a model in the order of the data, with nested models as Sequential ones. */
    private List<Map<String, Object>> layers(Map<String, Object> model) {
      // Keras up to 2.2.2 wrote the layers alone.
      Object given =
          model.get("config") instanceof Map<?, ?> config
              ? config.get("layers")
              : model.get("config");
      if (!(given instanceof List<?> list) || list.isEmpty()) {
        throw new ModelFileException("Expected a list of layers in " + file + ".");
      }
      List<Map<String, Object>> layers = new ArrayList<>();
      for (Object element : list) {
        layers.add(layer(map(element)));
      }
      boolean functional = isFunctional(model.get("class_name"));
      List<Map<String, Object>> ordered =
          functional ? chain(map(model.get("config")), layers) : layers;
      return ordered.stream().flatMap(Reader::withActivation).toList();
    }

    /** A layer whose activation is a layer too, as the two layers that they are. */
    private static Stream<Map<String, Object>> withActivation(Map<String, Object> layer) {
      Map<String, Object> config = map(layer.get("config"));
      Map<String, Object> activation = map(config.get("activation"));
      if (activation == null
          || !(activation.get("config") instanceof Map<?, ?> given)
          || !Registry.knows(Layer.class, String.valueOf(activation.get("class_name")))) {
        return Stream.of(layer);
      }
      Map<String, Object> plain = new LinkedHashMap<>(config);
      plain.put("activation", "linear");
      Map<String, Object> first = new LinkedHashMap<>(layer);
      first.put("config", plain);
      Map<String, Object> own = new LinkedHashMap<>();
      given.forEach((key, value) -> own.put(String.valueOf(key), value));
      own.put("name", layerName(layer) + "_activation");
      own.keySet().removeAll(Set.of("batch_input_shape", "batch_shape"));
      Map<String, Object> second = new LinkedHashMap<>(activation);
      second.put("config", own);
      second.remove("name");
      return Stream.of(first, second);
    }

    private Map<String, Object> layer(Map<String, Object> layer) {
      if (layer == null || !(layer.get("class_name") instanceof String className)) {
        throw new ModelFileException("Expected a class_name for each layer in " + file + ".");
      }
      boolean functional = isFunctional(className);
      boolean nested = functional || className.equals("Sequential");
      if (!(layer.get("config") instanceof Map) && !(nested && layer.get("config") != null)) {
        throw new ModelFileException(
            "Expected a map as the config of each layer in " + file + ". Received: " + className);
      }
      Map<String, Object> config = new LinkedHashMap<>();
      if (layer.get("config") instanceof Map<?, ?> values) {
        values.forEach((key, value) -> config.put(String.valueOf(key), value));
      }
      if (layer.get("name") != null) {
        config.putIfAbsent("name", layer.get("name"));
      }
      Map<String, Object> copy = new LinkedHashMap<>(layer);
      copy.put("config", config);
      if (Keras1Configs.describes(config)) {
        return Keras1Configs.layer(copy);
      }
      if (nested) {
        config.put("layers", layers(layer));
        config.keySet().removeAll(Set.of("input_layers", "output_layers"));
        copy.put("class_name", "Sequential");
        copy.put(SAVED_CLASS, className);
      }
      return copy;
    }

    /** Lists the classes that are not known, those of layers within others too. */
    private void checkClasses(String within, Map<String, Object> layer) {
      String name = within + layerName(layer);
      List<Map<String, Object>> inner = inner(layer);
      if (inner != null) {
        inner.forEach(each -> checkClasses(name + "/", each));
      } else if (!isKnown(layer)) {
        problems.add(name + " (" + layer.get("class_name") + ") is not supported");
      }
    }

    /** The layers of a Functional model in the order of the data, if it is a chain. */
    private List<Map<String, Object>> chain(
        Map<String, Object> config, List<Map<String, Object>> layers) {
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
        } else if (sources.size() != 1) {
          wrong.add(described(layer) + " takes " + (sources.isEmpty() ? "an input" : sources));
        } else if (next.putIfAbsent(sources.get(0), name) != null) {
          wrong.add(described(layer) + " is not the only one after " + sources.get(0));
        }
      }
      List<Map<String, Object>> ordered = new ArrayList<>();
      String last = null;
      for (String at = first; at != null && ordered.size() < layers.size(); at = next.get(at)) {
        if (byName.get(at) != null) {
          ordered.add(byName.get(at));
        }
        last = at;
      }
      List<String> outputs = new ArrayList<>();
      addSources(config.get("output_layers"), outputs);
      if (outputs.size() != 1) {
        wrong.add("the outputs are " + outputs);
      }
      boolean chain = wrong.isEmpty() && ordered.size() == layers.size();
      if (chain && outputs.equals(List.of(last))) {
        return ordered;
      }
      problems.add(
          "the model is not a chain with one input and one output"
              + (wrong.isEmpty() ? ", its output is " + outputs : ": " + String.join(", ", wrong)));
      return layers;
    }

    private static String described(Map<String, Object> layer) {
      return layerName(layer) + " (" + layer.get("class_name") + ")";
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
}
