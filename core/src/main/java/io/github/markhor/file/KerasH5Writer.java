package io.github.markhor.file;

import io.github.markhor.config.Registry;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes whole models and weights alone as Keras 2.15 does, so that Keras 2 and 3 read them. What
 * Keras has no place for lies in a group of its own, which Keras ignores.
 */
final class KerasH5Writer {
  private static final String KERAS_VERSION = "2.15.0";

  private final SavedModel model;
  private final Hdf5Output output;

  private KerasH5Writer(SavedModel model, Hdf5Output output) {
    this.model = model;
    this.output = output;
  }

  static void write(SavedModel model, Path file) {
    Hdf5Output output = new Hdf5Output();
    new KerasH5Writer(model, output).write();
    write(output, file);
  }

  /** Weights alone: the root is what the group model_weights is in a whole model. */
  static void writeWeights(List<StoredLayer> layers, Path file) {
    Hdf5Output output = new Hdf5Output();
    putWeights(output, output.root(), layers);
    write(output, file);
  }

  private static void write(Hdf5Output output, Path file) {
    try {
      output.write(file);
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written: " + problem, problem);
    }
  }

  private void write() {
    Hdf5Output.Group root = output.root();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", model.name());
    config.put("layers", model.layers().stream().map(Keras2Configs::layer).toList());
    Map<String, Object> modelConfig = new LinkedHashMap<>();
    modelConfig.put("class_name", "Sequential");
    modelConfig.put("config", config);
    output.text(root, "model_config", Json.write(modelConfig));
    putVersion(output, root);
    putWeights(output, output.group(root, "model_weights"), layers());
    if (model.training() != null) {
      putTraining(root, model.training());
    }
    putOwn(output.group(root, OwnGroup.NAME));
  }

  private void putOwn(Hdf5Output.Group own) {
    if (model.seed() != null) {
      output.text(own, OwnGroup.SEED, model.seed().toString());
    }
    if (model.training() != null) {
      output.text(own, OwnGroup.TRAINING, Json.write(exact(model.training())));
    }
    if (!model.classNames().isEmpty()) {
      output.textArray(own, OwnGroup.CLASS_NAMES, model.classNames());
    }
  }

  private static void putVersion(Hdf5Output output, Hdf5Output.Group group) {
    output.text(group, "keras_version", KERAS_VERSION);
    output.text(group, "backend", "tensorflow");
  }

  /** All layers but the input, those without weights too. */
  private List<StoredLayer> layers() {
    Map<String, StoredLayer> byName = new LinkedHashMap<>();
    model.weights().forEach(layer -> byName.put(layer.name(), layer));
    List<StoredLayer> layers = new ArrayList<>();
    for (Map<String, Object> description : model.layers()) {
      if (!description.get("class_name").equals("InputLayer")) {
        String name = (String) ((Map<?, ?>) description.get("config")).get("name");
        layers.add(byName.getOrDefault(name, new StoredLayer(name, List.of())));
      }
    }
    return layers;
  }

  private static void putWeights(
      Hdf5Output output, Hdf5Output.Group group, List<StoredLayer> layers) {
    putVersion(output, group);
    for (StoredLayer stored : layers) {
      Hdf5Output.Group layer = output.group(group, stored.name());
      List<StoredArray> weights = stored.weights();
      List<String> paths =
          weights.stream().map(weight -> stored.name() + "/" + weight.name() + ":0").toList();
      output.texts(layer, "weight_names", paths);
      for (int i = 0; i < weights.size(); i++) {
        output.array(layer, paths.get(i), weights.get(i));
      }
    }
    output.texts(group, "layer_names", layers.stream().map(StoredLayer::name).toList());
  }

  private void putTraining(Hdf5Output.Group root, StoredTraining training) {
    Object loss = Keras2Configs.loss(training.loss());
    @SuppressWarnings("unchecked")
    Map<String, Object> description = (Map<String, Object>) training.optimizer();
    if (loss != null) {
      List<Object> weighted = Keras2Configs.metrics(training.weightedMetrics());
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("loss", loss);
      json.put("metrics", Keras2Configs.metrics(training.metrics()));
      json.put("weighted_metrics", weighted.isEmpty() ? null : weighted);
      json.put("loss_weights", null);
      json.put("optimizer_config", Keras2Configs.optimizer(description, training.learningRate()));
      output.text(root, "training_config", Json.write(json));
    }
    if (training.iterations() > 0) {
      putOptimizer(root, description, training);
    }
  }

  private static Map<String, Object> exact(StoredTraining training) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("loss", training.loss());
    json.put("metrics", training.metrics());
    json.put("weighted_metrics", training.weightedMetrics());
    json.put("optimizer_config", training.optimizer());
    json.put("learning_rate", training.learningRate());
    return json;
  }

  private void putOptimizer(
      Hdf5Output.Group root, Map<String, Object> description, StoredTraining training) {
    Hdf5Output.Group group = output.group(root, "optimizer_weights");
    String className = (String) description.get("class_name");
    boolean isNew = Keras2Configs.isNew(description);
    List<StoredArray> arrays = training.slots();
    if (!isNew && !arrays.isEmpty()) {
      Optimizer optimizer = Registry.make(Optimizer.class, description, training.dialect());
      arrays = OptimizerSlots.toSlots(optimizer.slotGroups(), arrays);
    }
    arrays = withoutNumbersBetween(arrays);
    if (isNew && className.equals("SGD") && arrays.isEmpty()) {
      arrays = zeros();
    }
    List<String> names = new ArrayList<>();
    String iteration = isNew ? "iteration:0" : className + "/iter:0";
    names.add(iteration);
    output.number(group, iteration, training.iterations());
    for (StoredArray array : arrays) {
      String name = className + "/" + array.name() + ":0";
      names.add(name);
      output.array(group, name, array);
    }
    output.texts(group, "weight_names", names);
  }

  /**
   * Keras 2 keeps no single numbers, neither Adafactor's for vectors, which mean nothing, nor the
   * product of Nadam, which it ignores at the end.
   */
  private static List<StoredArray> withoutNumbersBetween(List<StoredArray> arrays) {
    int end = arrays.size();
    while (end > 0 && arrays.get(end - 1).shape().rank() == 0) {
      end--;
    }
    List<StoredArray> kept = new ArrayList<>(arrays);
    kept.subList(0, end).removeIf(array -> array.shape().rank() == 0);
    return kept;
  }

  /**
   * The new SGD of Keras 2 wants a momentum for each weight that trains, also where it has none.
   */
  private List<StoredArray> zeros() {
    List<StoredArray> zeros = new ArrayList<>();
    for (StoredLayer layer : model.weights()) {
      for (StoredArray weight : layer.weights()) {
        Shape shape = weight.shape();
        zeros.add(
            StoredArray.of(
                layer.name() + "/" + weight.name() + "/momentum", Tensor.zeros(shape.toArray())));
      }
    }
    return zeros;
  }
}
