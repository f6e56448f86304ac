package io.github.markhor.file.keras;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel.Problem;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import io.github.markhor.layer.Layer;
import io.github.markhor.text.Findings;
import io.github.markhor.text.Notices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Reads the architecture as any version of Keras writes it down, and brings it into one form: the
 * layers with their names in their configs, those of a functional model with their calls.
 */
final class ArchitectureReader {
  private static final Logger LOG = Notices.logger(ArchitectureReader.class);
  private static final String SEQUENTIAL = "Sequential";
  private static final String FUNCTIONAL = "Functional";

  /** Keras's names of it; up to 2.3 it was that of the base of all models. */
  private static final Set<String> FUNCTIONAL_NAMES = Set.of(FUNCTIONAL, "Model");

  private static final String OF_ACTIVATION = "_activation";

  private final String file;
  private final Dialect dialect;
  private final List<Problem> problems = new ArrayList<>();

  /** Whether {@code training} of a call holds whatever the model does. */
  private final boolean trainingHolds;

  /** Layers that are called with a {@code training} that does not hold. */
  private final List<String> overridden = new ArrayList<>();

  /**
   * A reader of what Keras wrote. In Keras 3 the {@code training} that a layer is called with is
   * overridden by {@code fit}, {@code evaluate} and {@code predict}, which numbers from there show.
   *
   * @param file for messages
   * @param dialect of what is read
   */
  ArchitectureReader(String file, Dialect dialect) {
    this(file, dialect, dialect == Dialect.KERAS_2);
  }

  /**
   * A reader of one architecture.
   *
   * @param file for messages
   * @param dialect of what is read
   * @param trainingHolds whether the {@code training} of a call is kept, as Markhor and Keras 2 do
   */
  ArchitectureReader(String file, Dialect dialect, boolean trainingHolds) {
    this.file = file;
    this.dialect = dialect;
    this.trainingHolds = trainingHolds;
  }

  /**
   * A layer, with all that only its place in the model follows from.
   *
   * @param builtFor the shape that it was built for, in JSON; null if that is not known
   */
  private record Node(LayerDescription layer, Object builtFor) {}

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
    Architecture architecture = architecture(className, model, true);
    if (!overridden.isEmpty()) {
      LOG.info(
          "The layers {} in {} are called with training=True or False, which fit and predict of the"
              + " Keras 3 that wrote it override. So it is here; Layer.applyInference makes a model"
              + " in which it holds.",
          Findings.shortened(overridden),
          file);
    }
    return architecture;
  }

  /** What of the layers' calls cannot run. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * The weights of the model. Where classes are not known they may be laid out otherwise than this
   * version expects; there are none then, and the classes are refused when the layers are made.
   */
  List<StoredLayer> weights(Architecture model, Supplier<List<StoredLayer>> read) {
    if (!problems.isEmpty()) {
      return List.of();
    }
    try {
      return read.get();
    } catch (ModelFileException wrong) {
      if (model.layers().stream().allMatch(LayerDescription::isKnown)) {
        throw wrong;
      }
      return List.of();
    }
  }

  private static boolean isModel(String className) {
    return SEQUENTIAL.equals(className) || isFunctional(className);
  }

  private static boolean isFunctional(String className) {
    return className != null && FUNCTIONAL_NAMES.contains(className);
  }

  /**
   * A model, or one within another.
   *
   * @param isWhole whether it is in no other, so that nothing but itself says the shape of its
   *     input
   */
  private Architecture architecture(String className, JsonObject model, boolean isWhole) {
    JsonObject config = model.findObject("config");
    // Keras up to 2.2.2 wrote the layers of a Sequential model alone.
    List<Object> given = config == null ? model.findList("config") : config.findList("layers");
    if (given == null || given.isEmpty()) {
      throw new ModelFileException("Expected a list of layers in " + file + ".");
    }
    List<Node> nodes = new ArrayList<>();
    for (Object element : given) {
      nodes.add(node(JsonObject.find("layers of " + file, element)));
    }
    String name = config == null ? null : config.findString("name");
    if (config != null && isFunctional(className)) {
      return functional(name == null ? "functional" : name, config, nodes);
    }
    if (isWhole) {
      Object shape = config == null ? null : config.get("build_input_shape");
      nodes.set(0, withInputShape(nodes.get(0), shape));
    }
    return new Architecture(
        name == null ? "sequential" : name,
        className,
        nodes.stream().flatMap(node -> withActivation(node.layer())).toList());
  }

  private Architecture functional(String name, JsonObject config, List<Node> nodes) {
    List<LayerDescription> layers = new ArrayList<>();
    Map<String, String> activations = new LinkedHashMap<>();
    for (Node node : nodes) {
      List<LayerDescription> parts = withActivation(node.layer()).toList();
      layers.addAll(parts);
      if (parts.size() > 1) {
        activations.put(parts.get(0).name(), parts.get(1).name());
      }
    }
    WiringReader wiring = new WiringReader(file, dialect, layers, activations);
    return new Architecture(name, FUNCTIONAL, wiring.layers(), wiring.wiring(config));
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
    return new Node(LayerDescription.of(layer.className(), config), first.builtFor());
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
    own.put("name", layer.name() + OF_ACTIVATION);
    own.keySet().removeAll(Config.BATCH_SHAPES);
    List<LayerCall> calls = new ArrayList<>();
    for (int i = 0; i < layer.calls().size(); i++) {
      calls.add(new LayerCall(List.of(new Ref(layer.name(), i, 0)), null));
    }
    return Stream.of(
        new LayerDescription(layer.className(), plain, layer.model(), layer.calls()),
        LayerDescription.of(className, new Config(className, dialect, own)).withCalls(calls));
  }

  /** The layer that a layer made by {@link #withActivation} belongs to, by their names, or null. */
  static String ownerOfActivation(String name) {
    return name.endsWith(OF_ACTIVATION)
        ? name.substring(0, name.length() - OF_ACTIVATION.length())
        : null;
  }

  private Node node(JsonObject json) {
    String className = json == null ? null : json.findString("class_name");
    if (className == null) {
      throw new ModelFileException("Expected a class_name for each layer in " + file + ".");
    }
    if (OperationReader.isOperation(json)) {
      return new Node(OperationReader.read(json, file, problems), null);
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
    OwnArguments.read(json, dialect, className, arguments);
    LayerDescription layer =
        nested ? nested(className, json, arguments) : layer(className, arguments);
    CallsReader calls = new CallsReader(file);
    layer = layer.withCalls(held(calls.calls(json.get("inbound_nodes"), layer.title()), layer));
    problems.addAll(calls.problems());
    JsonObject built = json.findObject("build_config");
    return new Node(layer, built == null ? null : built.get("input_shape"));
  }

  private List<LayerCall> held(List<LayerCall> calls, LayerDescription layer) {
    if (trainingHolds || calls.stream().allMatch(call -> call.training() == null)) {
      return calls;
    }
    overridden.add(layer.title());
    return calls.stream().map(call -> new LayerCall(call.inputs(), null)).toList();
  }

  private LayerDescription layer(String className, Map<String, Object> arguments) {
    boolean old = FromKeras1.describes(arguments);
    String name = old ? FromKeras1.className(className) : className;
    Map<String, Object> now = old ? FromKeras1.config(className, arguments) : arguments;
    return LayerDescription.of(name, new Config(name, dialect, now));
  }

  private LayerDescription nested(
      String className, JsonObject json, Map<String, Object> arguments) {
    Architecture model = architecture(className, json, false);
    arguments.keySet().removeAll(Set.of("layers", "input_layers", "output_layers"));
    String now = isFunctional(className) ? FUNCTIONAL : className;
    return new LayerDescription(now, new Config(now, dialect, arguments), model);
  }
}
