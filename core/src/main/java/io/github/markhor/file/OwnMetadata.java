package io.github.markhor.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Keras has no place for, as JSON in the metadata of a {@code .keras} file, where Keras
 * ignores it.
 *
 * @param training how the model was compiled, exactly; null if it was not
 * @param learningRate the rate that is set, or null for that of the optimizer
 */
record OwnMetadata(
    List<String> classNames, Long seed, TrainingConfig training, Double learningRate) {
  /** The name of this in the metadata. */
  static final String NAME = "markhor";

  static OwnMetadata read(Object json, Path file) {
    if (!(json instanceof Map<?, ?> map)) {
      return new OwnMetadata(List.of(), null, null, null);
    }
    Object rate = map.get("learning_rate");
    return new OwnMetadata(
        map.get("class_names") instanceof List<?> names
            ? names.stream().map(String::valueOf).toList()
            : List.of(),
        map.get("seed") instanceof Number seed ? (Long) seed.longValue() : null,
        TrainingConfig.ofCompileConfig(map.get("compile_config"), file),
        rate instanceof Number number ? (Double) number.doubleValue() : null);
  }

  static Map<String, Object> write(SavedModel model) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("class_names", model.classNames());
    own.put("seed", model.seed());
    StoredTraining training = model.training();
    if (training != null) {
      Map<String, Object> compile = new LinkedHashMap<>();
      compile.put("optimizer", training.optimizer());
      compile.put("loss", training.loss());
      compile.put("metrics", training.metrics());
      compile.put("weighted_metrics", training.weightedMetrics());
      own.put("compile_config", compile);
      own.put("learning_rate", training.learningRate());
    }
    return own;
  }
}
