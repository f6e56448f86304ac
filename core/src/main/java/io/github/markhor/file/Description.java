package io.github.markhor.file;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Registry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A loss, a metric or an optimizer as a file describes it, in the form that {@link Registry} makes
 * it from. Only the formats know the JSON, or whatever stands for it in a file.
 *
 * @param className Keras's name of the class, or a name that Keras finds it by: {@code mse}
 * @param config the arguments, in the dialect that they were written in
 */
public record Description(String className, Config config) {
  /** The description of what exists. */
  public static Description of(Configurable given) {
    return new Description(given.className(), given.config());
  }

  /**
   * Makes what is described.
   *
   * @throws io.github.markhor.config.ConfigException if the class is not known, or an argument is
   *     refused
   */
  public <T> T make(Class<T> type) {
    return Registry.make(type, json(), config.dialect());
  }

  /** As it stands in JSON: class_name and config. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class_name", className);
    json.put("config", config.values());
    return json;
  }
}
