package io.github.markhor.file;

import io.github.markhor.BuiltLayer;
import io.github.markhor.CompileOptions;
import io.github.markhor.Layer;
import io.github.markhor.Sequential;
import io.github.markhor.Shape;
import io.github.markhor.Tensor;
import io.github.markhor.TrainingState;
import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Registry;
import io.github.markhor.train.Loss;
import io.github.markhor.train.Metric;
import io.github.markhor.train.Optimizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Saves whole models and loads them: architecture, weights, how the model was compiled, what the
 * optimizer remembers, the names of the classes. Training goes on as if it had not stopped. Also
 * saves and loads weights alone.
 *
 * <p>An activation that Keras 2 does not know, {@code celu} for one, makes a file that Keras 3
 * opens and Keras 2 refuses. That goes for the hard_sigmoid of Keras 3 too: Keras 2 has another
 * function of that name, so it is written in a form that Keras 2 does not take for its own. The
 * hard_sigmoid of Keras 2 is written as Keras 2 does: there it stays the same, while Keras 3 reads
 * its own function, as it does from every file of Keras 2.
 */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Saves a model. The file is replaced at once: if anything fails, the old one stays.
   *
   * @param file its name says the format: {@code .h5}, which Keras 2 and 3 open
   * @throws ModelFileException if the file cannot be written or the format cannot hold the model
   */
  public static void save(Sequential model, Path file) {
    ModelFormat format = ModelFormats.forWriting(file);
    try (SavedModel saved = describe(model)) {
      AtomicFile.write(file, temporary -> format.write(saved, temporary));
    }
  }

  /**
   * Saves the weights alone. The file is replaced at once: if anything fails, the old one stays.
   *
   * @param file its name says the format: {@code .h5}, in the layout of Keras 2, which {@code
   *     load_weights} of Keras 2 and 3 reads
   * @throws ModelFileException if the file cannot be written
   */
  public static void saveWeights(Sequential model, Path file) {
    ModelFormat format = ModelFormats.forWritingWeights(file);
    try (SavedWeights weights = new SavedWeights(stored(model), () -> {})) {
      AtomicFile.write(file, temporary -> format.writeWeights(weights, temporary));
    }
  }

  /** Loads weights, which must be finite, into a model. */
  public static void loadWeights(Sequential model, Path file) {
    loadWeights(model, file, LoadOptions.defaults());
  }

  /**
   * Loads weights into a model: those of a file of weights alone, or of a whole model. Layers that
   * have weights get them by order, whatever their names. What the optimizer remembers stays.
   *
   * @param options of which only {@link LoadOptions#allowNonFinite} matters
   * @throws ModelFileException if the file holds no weights, is damaged, or its weights are of
   *     other shapes than the model's; the model is not changed then
   */
  public static void loadWeights(Sequential model, Path file, LoadOptions options) {
    try (SavedWeights saved = ModelFormats.of(file).readWeights(file)) {
      model.setWeights(match(model, saved.layers(), file).read(options));
    }
  }

  private static WeightsMatch match(Sequential model, List<StoredLayer> layers, Path file) {
    WeightsMatch match = new WeightsMatch(layers, file);
    for (BuiltLayer layer : model.layers()) {
      match.next(layer.name(), WeightsMatch.wanted(layer));
    }
    match.end();
    return match;
  }

  /**
   * Brings a compiled model back to where it was when it was saved: its weights and what its
   * optimizer remembers. The model is not changed if the file does not fit it.
   *
   * @throws ModelFileException if the file cannot be read or holds a model of other weights
   */
  public static void restore(Sequential model, Path file) {
    try (SavedModel saved = ModelFormats.of(file).read(file)) {
      if (saved.training() == null) {
        throw new ModelFileException(
            "Expected a model that was compiled when it was saved. Received: " + file);
      }
      // A training that has come to NaN is brought back as it was.
      List<Tensor> weights =
          match(model, saved.weights(), file).read(LoadOptions.defaults().allowNonFinite(true));
      resume(model, saved.training());
      model.setWeights(weights);
    }
  }

  /**
   * Refuses a name that no model can be saved under, before there is one to save.
   *
   * @throws ModelFileException if its ending says no format that is written
   */
  public static void checkName(Path file) {
    ModelFormats.forWriting(file);
  }

  /**
   * Refuses a name that no weights can be saved under, before there are some to save.
   *
   * @throws ModelFileException if its ending says no format that is written
   */
  public static void checkWeightsName(Path file) {
    ModelFormats.forWritingWeights(file);
  }

  /** Loads a model, compiled as it was when it was saved. */
  public static Sequential load(Path file) {
    return load(file, LoadOptions.defaults());
  }

  /**
   * Loads a model. Its format is found by the content.
   *
   * @throws ModelFileException if the file is not a model's, is damaged, or holds what is not
   *     supported; all layers that are not supported are listed at once
   */
  public static Sequential load(Path file, LoadOptions options) {
    try (SavedModel saved = ModelFormats.of(file).read(file)) {
      return new ModelLoader(saved, file, options).load();
    }
  }

  private static SavedModel describe(Sequential model) {
    List<Map<String, Object>> layers = new ArrayList<>();
    Map<String, Object> input = new LinkedHashMap<>();
    Layer given = model.inputLayer();
    if (given != null) {
      input.putAll(given.config().values());
    }
    input.put("batch_shape", withBatch(model.inputShape()));
    input.putIfAbsent("dtype", "float32");
    if (input.get("name") == null) {
      input.put("name", "input_1");
    }
    layers.add(description("InputLayer", input));
    String dtype = model.options().dtype().kerasName();
    model.layers().forEach(layer -> layers.add(description(layer, dtype)));
    return new SavedModel(
        "Markhor",
        new Config().dialect(),
        model.name(),
        layers,
        stored(model),
        model.trainingState() == null ? null : training(model),
        model.options().seed(),
        model.classNames(),
        () -> {});
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
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("batch_shape", withBatch(layer.inputShape()));
      input.put("dtype", "float32");
      input.put("name", layer.name() + "_input");
      inner.add(description("InputLayer", input));
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
    return model.layers().stream().map(ModelFiles::stored).toList();
  }

  private static StoredLayer stored(BuiltLayer layer) {
    List<StoredArray> arrays = new ArrayList<>();
    List<Tensor> values = layer.getWeights();
    int prefix = layer.path().length() + 1;
    for (int i : WeightsMatch.order(WeightsMatch.wanted(layer))) {
      String path = layer.weights().get(i).variable().name();
      arrays.add(StoredArray.of(path.substring(prefix), values.get(i)));
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
    return new ArrayList<>(given.stream().map(ModelFiles::description).toList());
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

  /** Compiles a loaded model; the weights must be there. */
  static void compile(Sequential model, StoredTraining training) {
    model.compile(
        Registry.make(Optimizer.class, training.optimizer(), training.dialect()),
        Registry.make(Loss.class, training.loss(), training.dialect()),
        new CompileOptions(
            metrics(training.metrics(), training),
            metrics(training.weightedMetrics(), training),
            null));
    resume(model, training);
  }

  /** Gives a compiled model what an optimizer remembered. */
  private static void resume(Sequential model, StoredTraining training) {
    TrainingState state = model.trainingState();
    if (!training.slots().isEmpty()) {
      state.setSlots(training.slots().stream().map(StoredArray::tensor).toList());
    }
    state.setIterations(training.iterations());
    if (training.learningRate() != null && !state.optimizer().hasSchedule()) {
      model.setLearningRate(training.learningRate());
    }
  }

  private static List<Metric> metrics(List<Object> descriptions, StoredTraining training) {
    return descriptions.stream()
        .map(description -> Registry.make(Metric.class, description, training.dialect()))
        .toList();
  }
}
