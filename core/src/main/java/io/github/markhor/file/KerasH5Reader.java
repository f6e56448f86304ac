package io.github.markhor.file;

import io.github.markhor.config.Dialect;
import io.github.markhor.hdf5.Hdf5Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Keras's whole models in HDF5, and weights alone. */
final class KerasH5Reader {
  private static final Logger LOG = LoggerFactory.getLogger(KerasH5Reader.class);
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
   * @param layers descriptions of the layers that they are for
   */
  static SavedWeights readWeights(Path path, List<Map<String, Object>> layers) {
    return read(path, reader -> reader.readWeights(layers));
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
                  ? "weights alone, which Sequential.loadWeights loads into a model"
                  : "an HDF5 file of something else"));
    }
    String version = version(root);
    Dialect dialect = ModelConfig.dialect(version);
    ModelConfig config = ModelConfig.of(Json.read("model_config of " + file, modelConfig), file);
    Hdf5Group own = input.findGroup(root, OwnGroup.NAME);
    List<String> classNames = own == null ? null : input.textDataset(own, OwnGroup.CLASS_NAMES);
    return new SavedModel(
        "Keras " + version,
        dialect,
        config.name(),
        config.layers(),
        config.problems(),
        config.problems().isEmpty()
            ? weights(input.findGroup(root, WEIGHTS), WEIGHTS, config.layers(), root)
            : List.of(),
        training(root, own, dialect),
        seed(own),
        classNames == null ? List.of() : classNames,
        input);
  }

  private SavedWeights readWeights(List<Map<String, Object>> descriptions) {
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
        alone
            ? weights(root, "/", descriptions, root)
            : weights(inModel, WEIGHTS, descriptions, root);
    return new SavedWeights(layers, input);
  }

  /** The version of Keras that wrote the file; the first ones did not say so. */
  private String version(Hdf5Group group) {
    String version = input.text(group, "keras_version");
    return version == null ? "1" : version;
  }

  /**
   * The weights in a group.
   *
   * @param descriptions of the layers that they are for
   * @param root says the version and backend of Keras
   */
  private List<StoredLayer> weights(
      Hdf5Group group, String path, List<Map<String, Object>> descriptions, Hdf5Group root) {
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
      List<StoredArray> arrays = arrays(layer);
      if (!arrays.isEmpty()) {
        layers.add(new StoredLayer(name, arrays));
      }
    }
    return OldKernels.convert(layers, descriptions, version(root), input.text(root, "backend"));
  }

  /** The arrays that weight_names lists; HDF5 itself lists them in another order. */
  private List<StoredArray> arrays(Hdf5Group group) {
    List<String> names = input.texts(group, "weight_names");
    List<StoredArray> arrays = new ArrayList<>();
    if (names != null) {
      names.forEach(name -> arrays.add(input.array(group, name)));
    }
    return arrays;
  }

  private StoredTraining training(Hdf5Group root, Hdf5Group own, Dialect dialect) {
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
    boolean byGroups = dialect == Dialect.KERAS_3 || written.isNewOptimizer();
    if (!byGroups && written.optimizerClass().equals("Nadam")) {
      LOG.warn(
          "The model in {} trains on a little otherwise than it did: the Nadam of Keras before 2.11"
              + " warms up more slowly than the one that runs here.",
          file);
    }
    Hdf5Group group = input.findGroup(root, "optimizer_weights");
    OptimizerState state = group == null ? OptimizerState.NONE : OptimizerState.read(input, group);
    Object rate = json.get("learning_rate");
    List<StoredArray> slots = OptimizerSlots.ofFile(written, state.arrays(), byGroups);
    return new StoredTraining(
        exact != null ? Dialect.KERAS_3 : dialect,
        config.optimizer(),
        config.loss(),
        config.metrics(),
        config.weightedMetrics(),
        state.iterations(),
        rate instanceof Number number ? (Double) number.doubleValue() : state.learningRate(),
        OptimizerSlots.withProduct(written, slots, state.iterations()));
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
