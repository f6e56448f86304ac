package io.github.markhor.file;

import io.github.markhor.config.Config;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer as a file describes it, in the form that {@link Registry} makes it from.
 *
 * @param className the class that the registry knows; of a model within a model, {@code Sequential}
 *     or {@code Functional}
 * @param config the arguments, the layer's name among them, in the dialect that they were written
 *     in
 * @param model the layers of a model within a model, which the config does not have; null for a
 *     layer
 * @param calls where it is applied, in a model with branches; empty in a chain and for inputs
 */
public record LayerDescription(
    String className, Config config, Architecture model, List<Wiring.LayerCall> calls) {
  public LayerDescription {
    calls = List.copyOf(calls);
  }

  /** A layer of a chain, or what is applied nowhere yet. */
  public LayerDescription(String className, Config config, Architecture model) {
    this(className, config, model, List.of());
  }

  /** The same layer with other calls. */
  public LayerDescription withCalls(List<Wiring.LayerCall> other) {
    return new LayerDescription(className, config, model, other);
  }

  /** The description of a layer that is no model. */
  public static LayerDescription of(String className, Config config) {
    return new LayerDescription(className, config, null);
  }

  /** The layer's name as it stands in the config; "null" for one without. */
  public String name() {
    return String.valueOf(config.get("name"));
  }

  /** For messages: {@code conv2d_1 (Conv2D)}. */
  public String title() {
    return name() + " (" + className + ")";
  }

  /** Whether it is an input of the model. */
  public boolean isInput() {
    return className.equals("InputLayer");
  }

  /** Whether the classes of the layer and of all within it are known. */
  public boolean isKnown() {
    return model == null
        ? Registry.knows(Layer.class, className)
        : model.layers().stream().allMatch(LayerDescription::isKnown);
  }

  /**
   * Makes a layer that is no model.
   *
   * @throws io.github.markhor.config.ConfigException if the class is not known, or an argument is
   *     refused
   */
  public Layer make() {
    return Registry.make(Layer.class, json(), config.dialect());
  }

  /** As it stands in JSON: class_name and config, with the layers of a chain in its config. */
  public Map<String, Object> json() {
    Map<String, Object> arguments = new LinkedHashMap<>(config.values());
    if (model != null) {
      List<Map<String, Object>> layers =
          model.layers().stream().map(LayerDescription::json).toList();
      arguments.put("layers", layers);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("class_name", className);
    json.put("config", arguments);
    return json;
  }
}
