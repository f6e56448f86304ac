package io.github.markhor.file;

import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.train.Optimizer;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads Keras's whole models in HDF5. */
final class KerasH5Reader {
  private final Hdf5Input input;
  private final String file;

  private KerasH5Reader(Hdf5Input input) {
    this.input = input;
    this.file = String.valueOf(input.path());
  }

  static SavedModel read(Path path) {
    Hdf5Input input = new Hdf5Input(path);
    try {
      return new KerasH5Reader(input).read();
    } catch (RuntimeException problem) {
      input.close();
      throw problem;
    }
  }

  private SavedModel read() {
    Group root = input.root();
    String modelConfig = input.text(root, "model_config");
    if (modelConfig == null) {
      boolean weights = input.texts(root, "layer_names") != null;
      throw new ModelFileException(
          "Expected a whole model in "
              + file
              + ", with the attribute model_config. Received: "
              + (weights ? "weights alone" : "an HDF5 file of something else"));
    }
    String version = input.text(root, "keras_version");
    if (version == null || version.startsWith("1.") || version.startsWith("0.")) {
      throw new ModelFileException(
          "Expected a file of Keras 2 or newer. Received: "
              + file
              + " of Keras "
              + (version == null ? "1.0 or older" : version));
    }
    Dialect dialect = version.startsWith("2.") ? Dialect.KERAS_2 : Dialect.KERAS_3;
    ModelConfig config = ModelConfig.of(Json.read("model_config of " + file, modelConfig), file);
    Group own = input.findGroup(root, OwnGroup.NAME);
    List<String> classNames = own == null ? null : input.textDataset(own, OwnGroup.CLASS_NAMES);
    return new SavedModel(
        "Keras " + version,
        dialect,
        config.name(),
        config.layers(),
        weights(root),
        training(root, own, dialect),
        seed(own),
        classNames == null ? List.of() : classNames,
        input);
  }

  private List<StoredLayer> weights(Group root) {
    Group group = input.findGroup(root, "model_weights");
    List<String> names = group == null ? null : input.texts(group, "layer_names");
    if (names == null) {
      throw new ModelFileException("Expected the group model_weights with layer_names in " + file);
    }
    List<StoredLayer> layers = new ArrayList<>();
    for (String name : names) {
      Group layer = input.findGroup(group, name);
      if (layer == null) {
        throw new ModelFileException("Expected the group model_weights/" + name + " in " + file);
      }
      List<StoredArray> arrays = arrays(layer);
      if (!arrays.isEmpty()) {
        layers.add(new StoredLayer(name, arrays));
      }
    }
    return layers;
  }

  /** The arrays that weight_names lists; HDF5 itself lists them in another order. */
  private List<StoredArray> arrays(Group group) {
    List<String> names = input.texts(group, "weight_names");
    List<StoredArray> arrays = new ArrayList<>();
    if (names != null) {
      names.forEach(name -> arrays.add(input.array(group, name)));
    }
    return arrays;
  }

  private StoredTraining training(Group root, Group own, Dialect dialect) {
    String keras = input.text(root, "training_config");
    String exact = own == null ? null : input.text(own, OwnGroup.TRAINING);
    if (keras == null && exact == null) {
      return null;
    }
    Map<String, Object> json =
        Json.read("training_config of " + file, exact != null ? exact : keras);
    TrainingConfig config = TrainingConfig.of(json, file);
    if (config == null) {
      return null;
    }
    // The order of the arrays follows the description that Keras reads.
    TrainingConfig written =
        keras == null ? config : TrainingConfig.of(Json.read("training_config", keras), file);
    Group group = input.findGroup(root, "optimizer_weights");
    OptimizerState state = group == null ? OptimizerState.NONE : OptimizerState.read(input, group);
    Object rate = json.get("learning_rate");
    return new StoredTraining(
        exact != null ? Dialect.KERAS_3 : dialect,
        config.optimizer(),
        config.loss(),
        config.metrics(),
        config.weightedMetrics(),
        state.iterations(),
        rate instanceof Number number ? (Double) number.doubleValue() : state.learningRate(),
        slots(written, state.arrays(), dialect == Dialect.KERAS_3 || written.isNewOptimizer()));
  }

  private static List<StoredArray> slots(
      TrainingConfig config, List<StoredArray> arrays, boolean byGroups) {
    if (!Registry.knows(Optimizer.class, config.optimizerClass())) {
      return List.of();
    }
    List<List<String>> groups =
        Registry.make(Optimizer.class, config.optimizer(), Dialect.KERAS_2).slotGroups();
    List<StoredArray> real = OptimizerSlots.withoutPlaceholders(groups, arrays);
    return byGroups || real.isEmpty() ? real : OptimizerSlots.toGroups(groups, real);
  }

  private Long seed(Group own) {
    String seed = own == null ? null : input.text(own, OwnGroup.SEED);
    try {
      return seed == null ? null : Long.valueOf(seed);
    } catch (NumberFormatException wrong) {
      throw new ModelFileException(
          "Expected a whole number as the seed in " + file + ". Received: " + seed, wrong);
    }
  }
}
