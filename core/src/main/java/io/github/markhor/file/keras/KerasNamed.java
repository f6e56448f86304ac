package io.github.markhor.file.keras;

import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.file.Description;
import io.github.markhor.metrics.Metric;
import java.util.Map;
import java.util.Set;

/** The losses and metrics of Keras, and those that a name alone describes in its files. */
final class KerasNamed {
  /** Names by which both Keras 2 and 3 find a loss or a metric. */
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

  /** Whether Keras has a loss, or a metric, of the class that is described. */
  static boolean knows(Class<? extends Configurable> type, Description description) {
    return Registry.knows(type, description.className())
        && !(type == Metric.class && LOSSES_ONLY.contains(description.className()));
  }

  /** The name that stands for the whole description; null if its arguments are not the defaults. */
  static String nameOf(Class<? extends Configurable> type, Description description) {
    Map<String, Object> config = description.config().values();
    if (!(config.get("name") instanceof String name)
        || !NAMES.contains(name)
        || !Registry.knows(type, name)) {
      return null;
    }
    Configurable plain = Registry.make(type, name, Dialect.KERAS_3);
    boolean same =
        plain.className().equals(description.className()) && plain.config().values().equals(config);
    return same ? name : null;
  }
}
