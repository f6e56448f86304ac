package io.github.markhor.file.keras;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.layer.Layer;
import io.github.markhor.text.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the architecture as any version of Keras writes it down, and brings it into one form: the
 * layers in the order of the data, with their names in their configs. A Functional model that is a
 * chain becomes a Sequential one, also within another.
 */
final class ArchitectureReader {
  private static final String SEQUENTIAL = "Sequential";
  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  private final String file;
  private final Dialect dialect;
  private final List<String> problems = new ArrayList<>();

  /**
   * A reader of one architecture.
   *
   * @param file for messages
   * @param dialect of what is read
   */
  ArchitectureReader(String file, Dialect dialect) {
    this.file = file;
    this.dialect = dialect;
  }

  /**
   * A layer, with all that only its place in the model follows from.
   *
   * @param name that other layers call it by
   * @param sources the names of the layers whose results it takes
   * @param builtFor the shape that it was built for, in JSON; null if that is not known
   */
  private record Node(String name, LayerDescription layer, List<String> sources, Object builtFor) {
    Node withLayer(LayerDescription other) {
      return new Node(name, other, sources, builtFor);
    }
  }

  /** The dialect of descriptions that a version of Keras wrote. */
  static Dialect dialect(String kerasVersion) {
    return kerasVersion != null && kerasVersion.matches("[012](\\..*)?")
        ? Dialect.KERAS_2
        : Dialect.KERAS_3;
  }

  /**
   * Reads a whole model.
   *
   * @param json class_name and config of the model
   * @throws ModelFileException if it describes no model
   */
  Architecture read(JsonObject json) {
    JsonObject model = JsonObject.of(file, Wrappers.unwrapped(json.values()));
    String className = model.findString("class_name");
    if (!isModel(className)) {
      throw new ModelFileException(
          "Expected a Sequential model in " + file + ". Received: " + model.get("class_name"));
    }
    List<Node> nodes = nodes(className, model);
    JsonObject config = model.findObject("config");
    Object shape = config == null ? null : config.get("build_input_shape");
    nodes.set(0, withInputShape(nodes.get(0), shape));
    Architecture architecture = architecture(className, config, nodes);
    Findings unknown = new Findings();
    architecture.layers().forEach(layer -> checkClasses("", layer, unknown));
    problems.addAll(unknown.texts());
    return architecture;
  }

  /** Everything that cannot run, each with the name of the layer. */
  List<String> problems() {
    return problems;
  }

  private static boolean isModel(String className) {
    return SEQUENTIAL.equals(className) || isFunctional(className);
  }

  private static boolean isFunctional(String className) {
    return className != null && FUNCTIONAL.contains(className);
  }

  /** The nodes of a model, which are at least one, in the order of the data. */
  private List<Node> nodes(String className, JsonObject model) {
    JsonObject config = model.findObject("config");
    // Keras up to 2.2.2 wrote the layers alone.
    List<Object> given = config == null ? model.findList("config") : config.findList("layers");
    if (given == null || given.isEmpty()) {
      throw new ModelFileException("Expected a list of layers in " + file + ".");
    }
    List<Node> nodes = new ArrayList<>();
    for (Object element : given) {
      nodes.add(node(JsonObject.find("layers of " + file, element)));
    }
    return isFunctional(className) && config != null ? chain(config, nodes) : nodes;
  }

  private static Architecture architecture(String className, JsonObject config, List<Node> nodes) {
    String name = config == null ? null : config.findString("name");
    return new Architecture(
        name == null ? "sequential" : name,
        className,
        nodes.stream().flatMap(node -> withActivation(node.layer())).toList());
  }

  /**
   * States the shape of the input for a model whose layers do not: Keras learned it from the first
   * data.
   *
   * @param first of the nodes, which may know the shape itself
   * @param ofModel null if the model does not state it
   */
  private static Node withInputShape(Node first, Object ofModel) {
    LayerDescription layer = first.layer();
    Object shape = ofModel == null ? first.builtFor() : ofModel;
    if (shape == null || layer.model() != null || layer.config().hasBatchShape()) {
      return first;
    }
    Config config = new Config(layer.className(), layer.config().dialect(), Map.of());
    config.withAll(layer.config()).with(Config.BATCH_SHAPE, shape);
    return first.withLayer(LayerDescription.of(layer.className(), config));
  }

  /** A layer whose activation is a layer too, as the two layers that they are. */
  private static Stream<LayerDescription> withActivation(LayerDescription layer) {
    JsonObject activation = JsonObject.find("activation", layer.config().get("activation"));
    String className = activation == null ? null : activation.findString("class_name");
    JsonObject given = activation == null ? null : activation.findObject("config");
    if (given == null || !Registry.knows(Layer.class, className)) {
      return Stream.of(layer);
    }
    Dialect dialect = layer.config().dialect();
    Config plain = new Config(layer.className(), dialect, layer.config().values());
    plain.with("activation", "linear");
    Map<String, Object> own = new LinkedHashMap<>(given.values());
    own.put("name", layer.name() + "_activation");
    own.keySet().removeAll(Config.BATCH_SHAPES);
    return Stream.of(
        new LayerDescription(layer.className(), plain, layer.model()),
        LayerDescription.of(className, new Config(className, dialect, own)));
  }

  private Node node(JsonObject json) {
    String className = json == null ? null : json.findString("class_name");
    if (className == null) {
      throw new ModelFileException("Expected a class_name for each layer in " + file + ".");
    }
    boolean nested = isModel(className);
    JsonObject config = json.findObject("config");
    if (config == null && !(nested && json.get("config") != null)) {
      throw new ModelFileException(
          "Expected a map as the config of each layer in " + file + ". Received: " + className);
    }
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (config != null) {
      arguments.putAll(config.values());
    }
    if (json.get("name") != null) {
      arguments.putIfAbsent("name", json.get("name"));
    }
    List<String> sources = new ArrayList<>();
    addSources(json.get("inbound_nodes"), sources);
    JsonObject built = json.findObject("build_config");
    return new Node(
        String.valueOf(json.get("name") == null ? arguments.get("name") : json.get("name")),
        nested ? nested(className, json, arguments) : layer(className, arguments),
        sources,
        built == null ? null : built.get("input_shape"));
  }

  private LayerDescription layer(String className, Map<String, Object> arguments) {
    boolean old = FromKeras1.describes(arguments);
    String name = old ? FromKeras1.className(className) : className;
    Map<String, Object> now = old ? FromKeras1.config(className, arguments) : arguments;
    return LayerDescription.of(name, new Config(name, dialect, now));
  }

  private LayerDescription nested(
      String className, JsonObject json, Map<String, Object> arguments) {
    Architecture model = architecture(className, json.findObject("config"), nodes(className, json));
    arguments.keySet().removeAll(Set.of("layers", "input_layers", "output_layers"));
    return new LayerDescription(SEQUENTIAL, new Config(SEQUENTIAL, dialect, arguments), model);
  }

  /** Lists the classes that are not known, those of layers within others too. */
  private static void checkClasses(String within, LayerDescription layer, Findings unknown) {
    if (layer.model() != null) {
      String inner = within + layer.name() + "/";
      layer.model().layers().forEach(each -> checkClasses(inner, each, unknown));
    } else if (!layer.isKnown()) {
      unknown.add(layer.className(), within + layer.title() + " is not supported", "");
    }
  }

  /** The layers of a Functional model in the order of the data, if it is a chain. */
  private List<Node> chain(JsonObject config, List<Node> nodes) {
    Map<String, Node> byName = new LinkedHashMap<>();
    Map<String, String> next = new LinkedHashMap<>();
    Findings wrong = new Findings();
    String first = null;
    for (Node node : nodes) {
      byName.put(node.name(), node);
      List<String> sources = node.sources();
      if (sources.isEmpty() && first == null) {
        first = node.name();
      } else if (sources.size() != 1) {
        String taken = sources.isEmpty() ? "an input" : Findings.shortened(sources);
        wrong.add(node.layer().className(), title(node) + " takes " + taken, "takes");
      } else if (next.putIfAbsent(sources.get(0), node.name()) != null) {
        String finding = title(node) + " is not the only one after " + sources.get(0);
        wrong.add(node.layer().className(), finding, "after");
      }
    }
    List<Node> ordered = new ArrayList<>();
    String last = null;
    for (String at = first; at != null && ordered.size() < nodes.size(); at = next.get(at)) {
      if (byName.get(at) != null) {
        ordered.add(byName.get(at));
      }
      last = at;
    }
    List<String> outputs = new ArrayList<>();
    addSources(config.get("output_layers"), outputs);
    if (outputs.size() != 1) {
      wrong.add("outputs", "the outputs are " + Findings.shortened(outputs), "");
    }
    boolean chain = wrong.isEmpty() && ordered.size() == nodes.size();
    if (chain && outputs.equals(List.of(last))) {
      return ordered;
    }
    problems.add(
        "the model is not a chain with one input and one output"
            + (wrong.isEmpty()
                ? ", its output is " + outputs
                : ": " + String.join(", ", wrong.texts())));
    return nodes;
  }

  private static String title(Node node) {
    return node.name() + " (" + node.layer().className() + ")";
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
