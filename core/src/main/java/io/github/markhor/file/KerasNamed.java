package io.github.markhor.file;

import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import java.util.Map;

/** Losses and metrics as Keras knows them: by a name alone where that says all. */
final class KerasNamed {
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
    Map<?, ?> config = (Map<?, ?>) map.get("config");
    if (config.get("name") instanceof String name && Registry.knows(type, name)) {
      try {
        Configurable plain = Registry.make(type, name, Dialect.KERAS_3);
        if (plain.className().equals(map.get("class_name"))
            && plain.config().values().equals(config)) {
          return name;
        }
      } catch (ConfigException needsArguments) {
        // Then its name alone does not describe it.
        return description;
      }
    }
    return description;
  }
}
