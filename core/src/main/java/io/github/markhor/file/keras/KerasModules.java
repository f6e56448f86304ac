package io.github.markhor.file.keras;

import io.github.markhor.config.Registry;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.regularizers.Regularizer;
import java.util.Map;

/** The modules of Keras in which it finds the classes of its descriptions. */
final class KerasModules {
  /** Where Keras has its layers. */
  static final String LAYERS = "keras.layers";

  /** Where Keras has the classes that stand within the configs of others. */
  private static final Map<Class<?>, String> INNER =
      Map.of(
          Initializer.class, "keras.initializers",
          Regularizer.class, "keras.regularizers",
          Constraint.class, "keras.constraints",
          LearningRateSchedule.class, "keras.optimizers.schedules");

  private KerasModules() {}

  /**
   * A description with its module.
   *
   * @param module null for a class that is not Keras's
   */
  static JsonObject described(String module, String className, Object config) {
    return new JsonObject()
        .with("module", module)
        .with("class_name", className)
        .with("config", config)
        .with("registered_name", null);
  }

  /** An argument; where it is a description, with modules for it and all within it. */
  static Object in(Object argument) {
    if (!(argument instanceof Map<?, ?> map)
        || !(map.get("class_name") instanceof String className)
        || !(map.get("config") instanceof Map<?, ?> given)) {
      return argument;
    }
    String module =
        INNER.keySet().stream()
            .filter(type -> Registry.knows(type, className))
            .map(INNER::get)
            .findFirst()
            .orElse(null);
    return described(module, className, inAll(given)).values();
  }

  /** Arguments, with modules for all descriptions among them. */
  static JsonObject inAll(Map<?, ?> arguments) {
    JsonObject copy = new JsonObject();
    arguments.forEach((key, value) -> copy.with(String.valueOf(key), in(value)));
    return copy;
  }

  /**
   * The schedule rate / (1 + decay * iteration), which stands for decay where that is not known.
   */
  static Object inverseTimeDecay(Object rate, Object decay) {
    JsonObject config =
        new JsonObject()
            .with("initial_learning_rate", rate)
            .with("decay_steps", 1)
            .with("decay_rate", decay)
            .with("staircase", false)
            .with("name", "InverseTimeDecay");
    return in(
        new JsonObject().with("class_name", "InverseTimeDecay").with("config", config).values());
  }
}
