package io.github.markhor;

import io.github.markhor.file.AtomicFile;
import io.github.markhor.file.Json;
import io.github.markhor.file.Keras3Configs;
import io.github.markhor.file.ModelConfig;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.ModelFormat;
import io.github.markhor.file.ModelFormats;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.SavedWeights;
import java.nio.file.Path;
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
   * @param file its name says the format: {@code .keras}, which Keras 3 opens, or {@code .h5},
   *     which Keras 2 and 3 open
   * @throws ModelFileException if the file cannot be written or the format cannot hold the model
   */
  public static void save(Sequential model, Path file) {
    save(model, file, SaveOptions.defaults());
  }

  /**
   * Saves a model, with or without its optimizer; see {@link #save(Sequential, Path)}.
   *
   * @throws ModelFileException if the file cannot be written or the format cannot hold the model
   */
  public static void save(Sequential model, Path file, SaveOptions options) {
    ModelFormat format = ModelFormats.forWriting(file);
    try (SavedModel saved = ModelDescription.of(model, options)) {
      AtomicFile.write(file, temporary -> format.write(saved, temporary));
    }
  }

  /**
   * Saves the weights alone. The file is replaced at once: if anything fails, the old one stays.
   *
   * @param file its name says the format: {@code .weights.h5}, the layout of Keras 3, or else
   *     {@code .h5}, that of Keras 2, which {@code load_weights} of Keras 2 and 3 reads
   * @throws ModelFileException if the file cannot be written
   */
  public static void saveWeights(Sequential model, Path file) {
    ModelFormat format = ModelFormats.forWritingWeights(file);
    try (SavedModel saved = ModelDescription.of(model, SaveOptions.defaults())) {
      AtomicFile.write(file, temporary -> format.writeWeights(saved, temporary));
    }
  }

  /** Loads weights, which must be finite, into a model, by order. */
  public static void loadWeights(Sequential model, Path file) {
    loadWeights(model, file, LoadOptions.defaults());
  }

  /**
   * Loads weights into a model: those of a file of weights alone, or of a whole model. They go by
   * order or by name. What the optimizer remembers stays.
   *
   * @throws ModelFileException if the file holds no weights, is damaged, or its weights are of
   *     other shapes than the model's; the model is not changed then
   */
  public static void loadWeights(Sequential model, Path file, LoadOptions options) {
    List<Map<String, Object>> layers = ModelDescription.layers(model);
    try (SavedWeights saved = ModelFormats.readWeights(file, layers)) {
      WeightsMatch match = WeightsMatch.of(model.layers(), saved.layers(), file, options);
      match.check();
      match.apply(model.layers());
    }
  }

  /**
   * Brings a compiled model back to where it was when it was saved: its weights and what its
   * optimizer remembers. The model is not changed if the file does not fit it.
   *
   * @throws ModelFileException if the file cannot be read or holds a model of other weights
   */
  public static void restore(Sequential model, Path file) {
    try (SavedModel saved = ModelFormats.read(file)) {
      if (saved.training() == null) {
        throw new ModelFileException(
            "Expected a model that was compiled when it was saved. Received: " + file);
      }
      // A training that has come to NaN is brought back as it was.
      LoadOptions options = LoadOptions.defaults().allowNonFinite(true);
      WeightsMatch match = WeightsMatch.of(model.layers(), saved.weights(), file, options);
      match.check();
      ModelLoader.resume(model, saved.training());
      match.apply(model.layers());
    }
  }

  /**
   * The architecture as JSON, in the dialect of Keras 3, whose {@code model_from_json} reads it:
   * layers without weights, not compiled.
   */
  public static String toJson(Sequential model) {
    return Json.write(Keras3Configs.model(model.name(), ModelDescription.layers(model)));
  }

  /**
   * Builds a model from its architecture as JSON, as {@code to_json} of Keras 1, 2 or 3 writes it,
   * with weights of its own.
   *
   * @throws ModelFileException if it is none, or holds what is not supported; all of that is listed
   *     at once
   */
  public static Sequential fromJson(String json) {
    Map<String, Object> map = Json.read("the architecture", json);
    ModelConfig config = ModelConfig.of(map, "the architecture");
    String version = map.get("keras_version") instanceof String text ? text : null;
    SavedModel saved =
        new SavedModel(
            "Keras " + (version == null ? "3" : version),
            ModelConfig.dialect(version),
            config.name(),
            config.layers(),
            config.problems(),
            List.of(),
            null,
            null,
            List.of(),
            () -> {});
    return new ModelLoader(saved, Path.of("the architecture"), LoadOptions.defaults()).build();
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
    try (SavedModel saved = ModelFormats.read(file)) {
      return new ModelLoader(saved, file, options).load();
    }
  }
}
