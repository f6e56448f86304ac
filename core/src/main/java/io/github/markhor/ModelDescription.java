package io.github.markhor;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.layer.Layer;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Weight;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file is to hold of a model that runs, whatever the format. */
final class ModelDescription {
  private ModelDescription() {}

  /** Everything of a model, or all but how it was compiled. */
  static SavedModel of(Sequential model, SaveOptions options) {
    boolean trains = options.includeOptimizer() && model.trainingState() != null;
    return new SavedModel(
        "Markhor",
        new Config().dialect(),
        model.name(),
        layers(model),
        List.of(),
        stored(model),
        trains ? training(model) : null,
        model.options().seed(),
        model.classNames(),
        () -> {});
  }

  /** The layers, with an InputLayer first. */
  static List<Map<String, Object>> layers(Sequential model) {
    List<Map<String, Object>> layers = new ArrayList<>();
    Layer given = model.inputLayer();
    Map<String, Object> input = given == null ? Map.of() : given.config().values();
    layers.add(input(input, model.inputShape(), "input_1"));
    String dtype = model.options().dtype().kerasName();
    model.layers().forEach(layer -> layers.add(description(layer, dtype)));
    return layers;
  }

  /**
   * An InputLayer.
   *
   * @param given what is known of it
   * @param name for one that has none
   */
  private static Map<String, Object> input(Map<?, ?> given, Shape shape, String name) {
    Map<String, Object> input = new LinkedHashMap<>();
    given.forEach((key, value) -> input.put(String.valueOf(key), value));
    input.put("batch_shape", withBatch(shape));
    input.putIfAbsent("dtype", "float32");
    input.putIfAbsent("name", name);
    return description("InputLayer", input);
  }

  /**
   * A layer as it is in the model.
   *
   * @param dtype Keras's name of the policy for layers that have none of their own
   */
  private static Map<String, Object> description(BuiltLayer layer, String dtype) {
    Map<String, Object> config = new LinkedHashMap<>(layer.layer().config().values());
    config.put("name", layer.name());
    config.put("trainable", layer.trainable());
    config.putIfAbsent("dtype", dtype);
    if (!layer.layers().isEmpty()) {
      List<Map<String, Object>> inner = new ArrayList<>();
      Map<?, ?> first = (Map<?, ?>) ((List<?>) config.get("layers")).get(0);
      Map<?, ?> input =
          first.get("class_name").equals("InputLayer") ? (Map<?, ?>) first.get("config") : Map.of();
      inner.add(input(input, layer.inputShape(), layer.name() + "_input"));
      String policy = (String) config.get("dtype");
      layer.layers().forEach(each -> inner.add(description(each, policy)));
      config.put("layers", inner);
    }
    return description(layer.layer().className(), config);
  }

  /** A shape as Keras writes it, with null for the batch. */
  private static List<Integer> withBatch(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(null);
    for (int size : shape.toArray()) {
      sizes.add(size);
    }
    return sizes;
  }

  private static List<StoredLayer> stored(Sequential model) {
    return model.layers().stream().map(ModelDescription::stored).toList();
  }

  private static StoredLayer stored(BuiltLayer layer) {
    List<StoredArray> arrays = new ArrayList<>();
    int prefix = layer.path().length() + 1;
    for (int i : WeightsMatch.order(WeightsMatch.wanted(layer))) {
      Weight weight = layer.weights().get(i);
      String name = weight.variable().name().substring(prefix);
      // One weight is copied at a time, when it is written.
      arrays.add(new StoredArray(name, weight.variable().shape(), () -> layer.getWeight(weight)));
    }
    return new StoredLayer(layer.name(), arrays);
  }

  private static StoredTraining training(Sequential model) {
    TrainingState state = model.trainingState();
    List<StoredArray> slots = new ArrayList<>();
    state.slots().forEach((name, values) -> slots.add(StoredArray.of(name, values)));
    Optimizer optimizer = state.optimizer();
    return new StoredTraining(
        new Config().dialect(),
        description(optimizer),
        description(state.loss()),
        descriptions(state.options().metrics()),
        descriptions(state.options().weightedMetrics()),
        state.iterations(),
        optimizer.hasSchedule() ? null : (Double) model.learningRate(),
        slots);
  }

  private static List<Object> descriptions(List<? extends Configurable> given) {
    return new ArrayList<>(given.stream().map(ModelDescription::description).toList());
  }

  private static Map<String, Object> description(Configurable given) {
    return description(given.className(), given.config().values());
  }

  private static Map<String, Object> description(String className, Map<String, Object> config) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("class_name", className);
    description.put("config", config);
    return description;
  }
}
