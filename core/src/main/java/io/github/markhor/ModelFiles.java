package io.github.markhor;

import io.github.markhor.config.Configurable;
import io.github.markhor.file.AtomicFile;
import io.github.markhor.file.Description;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.ModelFormat;
import io.github.markhor.file.ModelFormats;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.SavedWeights;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.file.keras.KerasJson;
import io.github.markhor.losses.Loss;
import io.github.markhor.optimizers.Optimizer;
import java.nio.file.Path;

/**
 * The methods of {@link Model} that save and load. Formats know nothing of models that run: {@link
 * ModelSaver} and {@link ModelLoader} turn these into what a file holds, and back.
 */
final class ModelFiles {
  private ModelFiles() {}

  static void save(Model model, Path file, SaveOptions options) {
    ModelFormat format = ModelFormats.forWriting(file);
    try (SavedModel saved = ModelSaver.save(model, options)) {
      AtomicFile.write(file, temporary -> format.write(saved, temporary));
    }
  }

  static void saveWeights(Model model, Path file) {
    ModelFormat format = ModelFormats.forWritingWeights(file);
    SaveOptions options = SaveOptions.defaults().includeOptimizer(false);
    try (SavedModel saved = ModelSaver.save(model, options)) {
      AtomicFile.write(file, temporary -> format.writeWeights(saved, temporary));
    }
  }

  static Model load(Path file, LoadOptions options) {
    try (SavedModel saved = ModelFormats.read(file)) {
      return new ModelLoader(saved, file, options).load();
    }
  }

  static void loadWeights(Model model, Path file, LoadOptions options) {
    try (SavedWeights saved = ModelFormats.readWeights(file, ModelSaver.architecture(model))) {
      if (options.byName() && !saved.named()) {
        throw new ModelFileException(
            "Expected a file that notes the names of its layers, to load weights by name. Received: "
                + file
                + ", as Keras 2 writes .weights.h5, without names; load it by order");
      }
      WeightsMatch match = WeightsMatch.of(model.layers(), saved.layers(), file, options);
      match.check();
      match.apply(model.layers());
    }
  }

  static void restore(Model model, Path file) {
    try (SavedModel saved = ModelFormats.read(file)) {
      StoredTraining training = saved.training().get();
      if (training == null) {
        throw new ModelFileException(
            "Expected a model that was compiled when it was saved. Received: " + file);
      }
      // A training that has come to NaN is brought back as it was.
      LoadOptions options = LoadOptions.defaults().allowNonFinite(true);
      WeightsMatch match = WeightsMatch.of(model.layers(), saved.weights(), file, options);
      match.check();
      checkTraining(model.trainingState(), training, file);
      try {
        ModelLoader.resume(model, training, new ModelLoader(saved, file, options).fileOrder(model));
      } catch (IllegalArgumentException problem) {
        throw notOfThisTraining(problem.getMessage(), file, problem);
      }
      match.apply(model.layers());
    }
  }

  /** Refuses a file whose optimizer remembers something else, or whose training had another aim. */
  private static void checkTraining(TrainingState state, StoredTraining saved, Path file) {
    checkClass(state.optimizer(), saved.optimizer(), Optimizer.class, file);
    for (int i = 0; i < Math.min(state.outputs().size(), saved.outputs().size()); i++) {
      Loss loss = state.outputs().get(i).loss();
      if (loss != null && saved.outputs().get(i).loss() != null) {
        checkClass(loss, saved.outputs().get(i).loss(), Loss.class, file);
      }
    }
  }

  private static <T extends Configurable> void checkClass(
      T compiled, Description saved, Class<T> type, Path file) {
    String className;
    try {
      className = saved.make(type).className();
    } catch (IllegalArgumentException ofTheUsersOwn) {
      return;
    }
    if (!className.equals(compiled.className())) {
      String rule = "Expected " + compiled.className() + ", as compiled. Received: " + className;
      throw notOfThisTraining(rule, file, null);
    }
  }

  private static ModelFileException notOfThisTraining(String why, Path file, Throwable cause) {
    return new ModelFileException(
        "The training in "
            + file
            + " was compiled otherwise than this model and cannot go on here. Compile as it was, or"
            + " delete the file, if it is a backup, to begin anew. "
            + why,
        cause);
  }

  static String toJson(Model model) {
    return KerasJson.write(ModelSaver.architecture(model));
  }

  static Model fromJson(String json) {
    String place = "the architecture";
    try (SavedModel saved = KerasJson.read(place, json)) {
      return new ModelLoader(saved, Path.of(place), LoadOptions.defaults()).build();
    }
  }
}
