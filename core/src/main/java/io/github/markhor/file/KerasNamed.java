package io.github.markhor.file;

import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.metrics.Metric;
import java.util.Map;
import java.util.Set;

/** Losses and metrics as Keras knows them: by a name alone where that says all. */
final class KerasNamed {
  /** What both Keras 2 and 3 find by this name, as a loss or as a metric. */
  private static final Set<String> NAMES =
      Set.of(
          "accuracy",
          "acc",
          "binary_accuracy",
          "categorical_accuracy",
          "sparse_categorical_accuracy",
          "top_k_categorical_accuracy",
          "sparse_top_k_categorical_accuracy",
          "binary_crossentropy",
          "categorical_crossentropy",
          "sparse_categorical_crossentropy",
          "mean_squared_error",
          "mse",
          "mean_absolute_error",
          "mae",
          "mean_absolute_percentage_error",
          "mape",
          "mean_squared_logarithmic_error",
          "msle",
          "kl_divergence",
          "poisson",
          "hinge",
          "squared_hinge",
          "categorical_hinge",
          "cosine_similarity");

  /** Losses that Keras has no metric for. */
  private static final Set<String> LOSSES_ONLY =
      Set.of(
          "Huber",
          "BinaryFocalCrossentropy",
          "CategoricalFocalCrossentropy",
          "CategoricalGeneralizedCrossEntropy",
          "Dice",
          "Tversky",
          "Circle");

  private KerasNamed() {}

  /**
   * The name of what has Keras's defaults, else the description as it is; null for what Keras does
   * not know.
   */
  static Object of(Class<? extends Configurable> type, Object description) {
    if (!(description instanceof Map<?, ?> map)
        || !Registry.knows(type, (String) map.get("class_name"))) {
      return description instanceof String ? description : null;
    }
    if (type == Metric.class && LOSSES_ONLY.contains(map.get("class_name"))) {
      return null;
    }
    Map<?, ?> config = (Map<?, ?>) map.get("config");
    if (config.get("name") instanceof String name && NAMES.contains(name)) {
      Configurable plain =
          Registry.knows(type, name) ? Registry.make(type, name, Dialect.KERAS_3) : null;
      if (plain != null
          && plain.className().equals(map.get("class_name"))
          && plain.config().values().equals(config)) {
        return name;
      }
    }
    return description;
  }
}
