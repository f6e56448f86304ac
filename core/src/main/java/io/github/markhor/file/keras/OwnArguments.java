package io.github.markhor.file.keras;

import io.github.markhor.config.Dialect;
import java.util.Map;

/**
 * Arguments of layers that a version of Keras would refuse in their configs. They lie beside the
 * config, where Keras looks for nothing, and only where they are not what its version means by
 * leaving them out.
 */
final class OwnArguments {
  /** Their name in the JSON of a layer. */
  private static final String NAME = "markhor";

  /** Keras 2's argument of BatchNormalization; no file of Keras states it. */
  private static final String FUSED = "fused";

  private OwnArguments() {}

  static boolean has(String className, String argument) {
    return className.equals("BatchNormalization") && argument.equals(FUSED);
  }

  /** Puts a layer's own arguments beside its config. */
  static JsonObject put(
      JsonObject layer, Dialect dialect, String className, Map<String, Object> arguments) {
    if (has(className, FUSED)) {
      boolean fused = Boolean.TRUE.equals(arguments.get(FUSED));
      if (fused != (dialect == Dialect.KERAS_2)) {
        layer.with(NAME, Map.of(FUSED, fused));
      }
    }
    return layer;
  }

  /** Takes what lies beside a config, or its version means without, into the arguments. */
  static void read(
      JsonObject layer, Dialect dialect, String className, Map<String, Object> arguments) {
    if (has(className, FUSED)
        && dialect == Dialect.KERAS_2
        && !Boolean.TRUE.equals(arguments.get("synchronized"))) {
      arguments.put(FUSED, true);
    }
    JsonObject own = JsonObject.find(NAME, layer.get(NAME));
    if (own != null) {
      own.values()
          .forEach(
              (argument, value) -> {
                if (has(className, argument)) {
                  arguments.put(argument, value);
                }
              });
    }
  }
}
