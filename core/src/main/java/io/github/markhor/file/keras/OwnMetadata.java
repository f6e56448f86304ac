package io.github.markhor.file.keras;

import io.github.markhor.file.Description;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredTraining;
import java.util.List;
import java.util.Map;

/**
 * The part of the metadata of a {@code .keras} file that is Markhor's: JSON of all that Keras has
 * no place for, under a name that Keras ignores.
 *
 * @param compiled how the model was compiled, exactly; null if it was not
 * @param learningRate the rate that is set, or null for that of the optimizer
 */
record OwnMetadata(List<String> classNames, Long seed, JsonObject compiled, Double learningRate) {
  /** The name of this part. */
  static final String NAME = "markhor";

  private static final String CLASS_NAMES = "class_names";
  private static final String SEED = "seed";
  private static final String COMPILED = "compile_config";
  private static final String LEARNING_RATE = "learning_rate";

  /**
   * Reads the part.
   *
   * @param json null in files of Keras
   */
  static OwnMetadata read(JsonObject json) {
    if (json == null) {
      return new OwnMetadata(List.of(), null, null, null);
    }
    List<Object> names = json.findList(CLASS_NAMES);
    return new OwnMetadata(
        names == null ? List.of() : names.stream().map(String::valueOf).toList(),
        json.get(SEED) instanceof Number seed ? (Long) seed.longValue() : null,
        json.findObject(COMPILED),
        json.findDouble(LEARNING_RATE));
  }

  static JsonObject write(SavedModel model) {
    JsonObject own =
        new JsonObject().with(CLASS_NAMES, model.classNames()).with(SEED, model.seed());
    StoredTraining training = model.training().get();
    return training == null
        ? own
        : own.with(COMPILED, compiled(training)).with(LEARNING_RATE, training.learningRate());
  }

  private static JsonObject compiled(StoredTraining training) {
    return outputs(training).with("optimizer", training.optimizer().json());
  }

  /** What compile takes for the outputs, in the form of Keras, with all that Markhor alone has. */
  static JsonObject outputs(StoredTraining training) {
    return new JsonObject()
        .with("loss", TrainingConfig.losses(training, false, Description::json))
        .with("metrics", TrainingConfig.metrics(training, false, out -> json(out.metrics())))
        .with(
            "weighted_metrics",
            TrainingConfig.metrics(training, false, out -> json(out.weightedMetrics())))
        .with("loss_weights", TrainingConfig.lossWeights(training, false));
  }

  private static List<Map<String, Object>> json(List<Description> descriptions) {
    return descriptions.stream().map(Description::json).toList();
  }
}
