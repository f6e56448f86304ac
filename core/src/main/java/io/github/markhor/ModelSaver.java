package io.github.markhor;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.Description;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.StoredOutput;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.file.Wiring;
import io.github.markhor.file.Wiring.LayerCall;
import io.github.markhor.file.Wiring.Ref;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Nested;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Weight;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes a running model for files of any format. */
final class ModelSaver {
  private static final String LAYERS = "layers";

  private ModelSaver() {}

  /** Everything of a model, or all but how it was compiled. */
  static SavedModel save(Model model, SaveOptions options) {
    boolean trains = options.includeOptimizer() && model.trainingState() != null;
    StoredTraining training = trains ? training(model) : null;
    return new SavedModel(
        "Markhor",
        architecture(model),
        List.of(),
        stored(model),
        () -> training,
        model.options().seed(),
        model.classNames(),
        () -> {});
  }

  /** The layers, with an InputLayer for each input, and their calls where they are no chain. */
  static Architecture architecture(Model model) {
    String dtype = model.options().dtype().kerasName();
    return model instanceof Sequential
        ? chain(
            model.name(), model.graph(), model.graph().inputs().get(0).layer(), "input_1", dtype)
        : network(model.name(), model.graph(), model.symbols(), dtype);
  }

  private static Architecture chain(
      String name, CallGraph graph, Layer given, String inputName, String dtype) {
    List<LayerDescription> layers = new ArrayList<>();
    Map<String, Object> input = given == null ? Map.of() : given.config().values();
    layers.add(input(input, graph.inputs().get(0).shape(), inputName));
    graph.layers().forEach(layer -> layers.add(description(layer, dtype)));
    return new Architecture(name, null, layers);
  }

  /**
   * A network with branches.
   *
   * @param symbols that say whether inputs and outputs are maps
   */
  private static Architecture network(
      String name, CallGraph graph, LayerGraph symbols, String dtype) {
    List<LayerDescription> layers = new ArrayList<>();
    List<Ref> values = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (CallGraph.Input input : graph.inputs()) {
      Map<String, Object> config =
          input.layer() == null ? Map.of() : input.layer().config().values();
      layers.add(input(config, input.shape(), input.layerName()));
      values.add(new Ref(input.layerName(), 0, 0));
      shapes.add(input.shape());
    }
    Map<BuiltLayer, List<LayerCall>> calls = new IdentityHashMap<>();
    for (CallGraph.BuiltCall call : graph.calls()) {
      List<LayerCall> own = calls.computeIfAbsent(call.layer(), unused -> new ArrayList<>());
      for (int i = 0; i < call.outputShapes().size(); i++) {
        values.add(new Ref(call.layer().name(), own.size(), i));
        shapes.add(call.outputShapes().get(i));
      }
      own.add(
          new LayerCall(
              call.inputs().stream().map(values::get).toList(),
              call.training(),
              call.inputs().stream().map(shapes::get).toList()));
    }
    graph
        .layers()
        .forEach(layer -> layers.add(description(layer, dtype).withCalls(calls.get(layer))));
    Wiring wiring =
        new Wiring(
            values.subList(0, graph.inputs().size()),
            symbols.inputNames(),
            graph.outputs().stream().map(output -> values.get(output.value())).toList(),
            symbols.outputNames());
    return new Architecture(name, null, layers, wiring);
  }

  /**
   * An InputLayer.
   *
   * @param given what is known of it
   * @param shape for one that does not state it
   * @param name for one that has none
   */
  private static LayerDescription input(Map<?, ?> given, Shape shape, String name) {
    Config config = new Config();
    given.forEach((key, value) -> config.with(String.valueOf(key), value));
    setDefault(config, Config.BATCH_SHAPE, withBatch(shape));
    setDefault(config, "dtype", "float32");
    setDefault(config, "name", name);
    return LayerDescription.of("InputLayer", config);
  }

  private static void setDefault(Config config, String argument, Object value) {
    if (config.get(argument) == null) {
      config.with(argument, value);
    }
  }

  /**
   * A layer as it is in the model.
   *
   * @param dtype Keras's name of the policy for layers that have none of their own
   */
  private static LayerDescription description(BuiltLayer layer, String dtype) {
    Map<String, Object> given = new LinkedHashMap<>(layer.layer().config().values());
    boolean isModel = layer.layer() instanceof Nested;
    if (isModel) {
      given.remove(LAYERS);
    }
    Config config = new Config();
    given.forEach(config::with);
    config.with("name", layer.name()).with("trainable", layer.trainable());
    setDefault(config, "dtype", dtype);
    return new LayerDescription(
        layer.layer().className(), config, isModel ? inner(layer, config) : null);
  }

  /** The layers of a model within a model, with an InputLayer for each input. */
  private static Architecture inner(BuiltLayer model, Config config) {
    Nested description = (Nested) model.layer();
    String dtype = config.getString("dtype", null);
    return description.graph() == null
        ? chain(model.name(), model.inner(), description.input(), model.name() + "_input", dtype)
        : network(model.name(), model.inner(), description.graph(), dtype);
  }

  /** A shape as Keras writes it, with null for the batch and for sizes that are not known. */
  private static List<Integer> withBatch(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(null);
    for (int size : shape.toArray()) {
      sizes.add(size == Shape.UNKNOWN ? null : size);
    }
    return sizes;
  }

  private static List<StoredLayer> stored(Model model) {
    return model.layers().stream().map(ModelSaver::stored).toList();
  }

  private static StoredLayer stored(BuiltLayer layer) {
    List<StoredArray> arrays = new ArrayList<>();
    List<BuiltLayer.Located> owners = new ArrayList<>();
    List<Weight> weights = new ArrayList<>();
    layer
        .located()
        .forEach(
            each ->
                each.layer()
                    .ownWeights()
                    .forEach(
                        weight -> {
                          owners.add(each);
                          weights.add(weight);
                        }));
    int prefix = layer.name().length() + 1;
    for (int i : InnerOrder.trainableFirst(WeightsMatch.wanted(layer))) {
      BuiltLayer owner = owners.get(i).layer();
      Weight weight = weights.get(i);
      String name = (owners.get(i).path() + "/" + weight.name()).substring(prefix);
      // One weight is copied at a time, when it is written.
      arrays.add(new StoredArray(name, weight.variable().shape(), () -> owner.getWeight(weight)));
    }
    return new StoredLayer(layer.name(), arrays);
  }

  private static StoredTraining training(Model model) {
    TrainingState state = model.trainingState();
    List<StoredArray> slots = new ArrayList<>();
    state.slots().forEach((name, values) -> slots.add(StoredArray.of(name, values)));
    Optimizer optimizer = state.optimizer();
    return new StoredTraining(
        Description.of(optimizer),
        state.outputs().stream().map(ModelSaver::output).toList(),
        state.iterations(),
        optimizer.hasSchedule() ? null : (Double) model.learningRate(),
        slots);
  }

  private static StoredOutput output(TrainingState.Output output) {
    return new StoredOutput(
        output.name(),
        output.loss() == null ? null : Description.of(output.loss()),
        output.lossWeight(),
        descriptions(output.metrics()),
        descriptions(output.weightedMetrics()));
  }

  private static List<Description> descriptions(List<? extends Configurable> given) {
    return given.stream().map(Description::of).toList();
  }
}
