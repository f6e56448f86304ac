package io.github.markhor.file.keras;

import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.StoredOutput;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes whole models and weights alone as Keras 2.15 does, so that Keras 2 and 3 read them. All
 * that Keras has no place for lies in a group of its own, which Keras ignores.
 */
final class KerasH5Writer {
  private static final String KERAS_VERSION = "2.15.0";

  private final SavedModel model;
  private final StoredTraining training;
  private final Hdf5Output output;

  private KerasH5Writer(SavedModel model, Hdf5Output output) {
    this.model = model;
    this.training = model.training().get();
    this.output = output;
  }

  static void write(SavedModel model, Path file) {
    Writing.to(
        file,
        () -> {
          Hdf5Output output = new Hdf5Output();
          new KerasH5Writer(model, output).write();
          output.write(file);
        });
  }

  /** Weights alone: the root is what the group model_weights is in a whole model. */
  static void writeWeights(List<StoredLayer> layers, Path file) {
    Writing.to(
        file,
        () -> {
          Hdf5Output output = new Hdf5Output();
          putWeights(output, output.root(), layers);
          output.write(file);
        });
  }

  private void write() {
    Hdf5Output.Group root = output.root();
    output.text(root, "model_config", ToKeras2.model(model.architecture()).write());
    putVersion(output, root);
    putWeights(output, output.group(root, "model_weights"), layers());
    if (training != null) {
      putTraining(root);
    }
    putOwn(output.group(root, OwnGroup.NAME));
  }

  private void putOwn(Hdf5Output.Group own) {
    if (model.seed() != null) {
      output.text(own, OwnGroup.SEED, model.seed().toString());
    }
    if (training != null) {
      output.text(own, OwnGroup.TRAINING, exact(training).write());
    }
    if (!model.classNames().isEmpty()) {
      output.textArray(own, OwnGroup.CLASS_NAMES, model.classNames());
    }
  }

  private static void putVersion(Hdf5Output output, Hdf5Output.Group group) {
    output.text(group, "keras_version", KERAS_VERSION);
    output.text(group, "backend", "tensorflow");
  }

  /** All layers but the input, also those without weights. */
  private List<StoredLayer> layers() {
    Map<String, StoredLayer> byName = new LinkedHashMap<>();
    model.weights().forEach(layer -> byName.put(layer.name(), layer));
    List<StoredLayer> layers = new ArrayList<>();
    for (LayerDescription layer : model.architecture().layers()) {
      if (!layer.isInput()) {
        String name = layer.name();
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
        StoredArray weight = weights.get(i);
        output.array(layer, paths.get(i), weight.shape(), weight.values());
      }
    }
    output.texts(group, "layer_names", layers.stream().map(StoredLayer::name).toList());
  }

  private void putTraining(Hdf5Output.Group root) {
    boolean byName = model.architecture().givesMap();
    boolean known =
        training.outputs().stream()
            .map(StoredOutput::loss)
            .allMatch(loss -> loss == null || ToKeras2.loss(loss) != null);
    if (known) {
      Object weighted =
          TrainingConfig.metrics(
              training, byName, output -> ToKeras2.metrics(output.weightedMetrics()));
      JsonObject json =
          new JsonObject()
              .with("loss", TrainingConfig.losses(training, byName, ToKeras2::loss))
              .with(
                  "metrics",
                  TrainingConfig.metrics(
                      training, byName, output -> ToKeras2.metrics(output.metrics())))
              .with("weighted_metrics", List.of().equals(weighted) ? null : weighted)
              .with("loss_weights", TrainingConfig.lossWeights(training, byName))
              .with(
                  "optimizer_config",
                  ToKeras2.optimizer(training.optimizer(), training.learningRate()));
      output.text(root, "training_config", json.write());
    }
    if (training.iterations() > 0) {
      putOptimizer(root);
    }
  }

  private static JsonObject exact(StoredTraining training) {
    return OwnMetadata.outputs(training)
        .with("optimizer_config", training.optimizer().json())
        .with(OwnGroup.LEARNING_RATE, training.learningRate());
  }

  private void putOptimizer(Hdf5Output.Group root) {
    Hdf5Output.Group group = output.group(root, "optimizer_weights");
    String className = training.optimizer().className();
    boolean isNew = ToKeras2.isNew(training.optimizer());
    List<StoredArray> arrays = training.slots();
    if (!isNew && !arrays.isEmpty()) {
      Optimizer optimizer = training.optimizer().make(Optimizer.class);
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
      output.array(group, name, array.shape(), array.values());
    }
    output.texts(group, "weight_names", names);
  }

  /**
   * The slots without single numbers, of which Keras 2 keeps none: those of Adafactor for vectors
   * mean nothing. One at the end stays, the product of Nadam, since Keras 2 ignores it there.
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
