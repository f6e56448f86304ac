package io.github.markhor.file.keras;

import io.github.markhor.config.Dialect;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.Description;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.SavedWeights;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.hdf5.Hdf5Group;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;

/** Reads Keras's whole models in HDF5, and weights alone. */
final class KerasH5Reader {
  private static final Logger LOG = Notices.logger(KerasH5Reader.class);
  private static final String WEIGHTS = "model_weights";
  private static final String LAYERS = "layer_names";

  private final Hdf5Input input;
  private final String file;

  private KerasH5Reader(Hdf5Input input) {
    this.input = input;
    this.file = String.valueOf(input.path());
  }

  static SavedModel read(Path path) {
    return read(path, KerasH5Reader::read);
  }

  /**
   * Reads weights.
   *
   * @param model that the weights are for
   */
  static SavedWeights readWeights(Path path, Architecture model) {
    return read(path, reader -> reader.readWeights(model));
  }

  private static <T> T read(Path path, Function<KerasH5Reader, T> what) {
    Hdf5Input input = new Hdf5Input(path);
    try {
      return what.apply(new KerasH5Reader(input));
    } catch (RuntimeException problem) {
      input.close();
      throw problem;
    }
  }

  private SavedModel read() {
    Hdf5Group root = input.root();
    String modelConfig = input.text(root, "model_config");
    if (modelConfig == null) {
      boolean weights = input.texts(root, LAYERS) != null;
      throw new ModelFileException(
          "Expected a whole model in "
              + file
              + ", with the attribute model_config. Received: "
              + (weights
                  ? "weights alone, which Model.loadWeights loads into a model"
                  : "an HDF5 file of something else"));
    }
    String version = version(root);
    Dialect dialect = ArchitectureReader.dialect(version);
    ArchitectureReader reader = new ArchitectureReader(file, dialect);
    Architecture model = reader.read(JsonObject.parse("model_config of " + file, modelConfig));
    Hdf5Group own = input.findGroup(root, OwnGroup.NAME);
    List<String> classNames = own == null ? null : input.textDataset(own, OwnGroup.CLASS_NAMES);
    return new SavedModel(
        "Keras " + version,
        model,
        reader.problems(),
        reader.weights(
            model,
            () ->
                NestedWeights.layerByLayer(
                    weights(input.findGroup(root, WEIGHTS), WEIGHTS, model, root), model)),
        () -> training(root, own, dialect, model.outputNames()),
        seed(own),
        classNames == null ? List.of() : classNames,
        input);
  }

  private SavedWeights readWeights(Architecture model) {
    Hdf5Group root = input.root();
    Hdf5Group inModel = input.findGroup(root, WEIGHTS);
    boolean alone = input.texts(root, LAYERS) != null;
    if (!alone && inModel == null) {
      throw new ModelFileException(
          "Expected the weights of a model in "
              + file
              + ", with the attribute layer_names. Received: "
              + "an HDF5 file of something else");
    }
    List<StoredLayer> layers =
        alone ? weights(root, "/", model, root) : weights(inModel, WEIGHTS, model, root);
    return new SavedWeights(NestedWeights.layerByLayer(layers, written(root)), input);
  }

  /** The model that the file's weights are of, if it says so and is understood; else null. */
  private Architecture written(Hdf5Group root) {
    String config = input.text(root, "model_config");
    try {
      return config == null
          ? null
          : new ArchitectureReader(file, ArchitectureReader.dialect(version(root)))
              .read(JsonObject.parse("model_config of " + file, config));
    } catch (ModelFileException notUnderstood) {
      // The weights are read all the same, by order.
      return null;
    }
  }

  /** The version of Keras that wrote the file; the first ones did not say so. */
  private String version(Hdf5Group group) {
    String version = input.text(group, "keras_version");
    return version == null ? "1" : version;
  }

  /**
   * The weights in a group.
   *
   * @param model that the weights are for
   * @param root says the version and backend of Keras
   */
  private List<StoredLayer> weights(
      Hdf5Group group, String path, Architecture model, Hdf5Group root) {
    List<String> names = group == null ? null : input.texts(group, LAYERS);
    if (names == null) {
      throw new ModelFileException(
          "Expected the group " + path + " with layer_names in " + file + ".");
    }
    List<StoredLayer> layers = new ArrayList<>();
    for (String name : names) {
      Hdf5Group layer = input.findGroup(group, name);
      if (layer == null) {
        throw new ModelFileException(
            "Expected the group " + name + " in the group " + path + " of " + file + ".");
      }
      List<StoredArray> arrays = arrays(layer, name);
      if (!arrays.isEmpty()) {
        layers.add(new StoredLayer(name, arrays));
      }
    }
    return OldKernels.convert(layers, model, version(root), input.text(root, "backend"));
  }

  /** The arrays that weight_names lists; HDF5 itself lists them in another order. */
  private List<StoredArray> arrays(Hdf5Group group, String layer) {
    List<String> names = input.texts(group, "weight_names");
    List<StoredArray> arrays = new ArrayList<>();
    if (names != null) {
      names.forEach(name -> arrays.add(input.array(group, name, layer)));
    }
    return arrays;
  }

  private StoredTraining training(
      Hdf5Group root, Hdf5Group own, Dialect dialect, List<String> outputs) {
    JsonObject keras = trainingConfig(input.text(root, "training_config"));
    JsonObject exact = own == null ? null : trainingConfig(input.text(own, OwnGroup.TRAINING));
    TrainingConfig ofKeras =
        keras == null ? null : TrainingConfig.ofTrainingConfig(keras, dialect, outputs);
    TrainingConfig config =
        exact == null ? ofKeras : TrainingConfig.ofTrainingConfig(exact, Dialect.KERAS_3, outputs);
    if (config == null) {
      return null;
    }
    // The order of the arrays follows the description that Keras reads.
    TrainingConfig written = ofKeras == null ? config : ofKeras;
    Description optimizer = written.optimizer();
    boolean byGroups = dialect == Dialect.KERAS_3 || written.isNewOptimizer();
    if (!byGroups && optimizer.className().equals("Nadam")) {
      LOG.warn(
          "The model in {} trains on a little otherwise than it did: the Nadam of Keras before 2.11"
              + " warms up more slowly than the one that runs here.",
          file);
    }
    Hdf5Group group = input.findGroup(root, "optimizer_weights");
    OptimizerState state = group == null ? OptimizerState.NONE : OptimizerState.read(input, group);
    Double rate = (exact == null ? keras : exact).findDouble(OwnGroup.LEARNING_RATE);
    // The description for Keras 2 lacks what Keras 2 lacks, accumulation of gradients for one.
    List<StoredArray> slots =
        OptimizerSlots.ofFile(byGroups ? config.optimizer() : optimizer, state, byGroups);
    return new StoredTraining(
        config.optimizer(),
        config.outputs(),
        state.iterations(),
        rate == null ? state.learningRate() : rate,
        slots);
  }

  private JsonObject trainingConfig(String text) {
    return text == null ? null : JsonObject.parse("training_config of " + file, text);
  }

  private Long seed(Hdf5Group own) {
    String seed = own == null ? null : input.text(own, OwnGroup.SEED);
    try {
      return seed == null ? null : Long.valueOf(seed);
    } catch (NumberFormatException wrong) {
      throw new ModelFileException(
          "Expected a whole number as the seed in " + file + ". Received: " + seed, wrong);
    }
  }
}
