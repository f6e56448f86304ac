package io.github.markhor.config;

import java.util.Locale;

/** How Keras makes names from the names of classes. */
public final class KerasNames {
  private KerasNames() {}

  /** From a class's name to a layer's: {@code MaxPooling2D} to {@code max_pooling2d}. */
  public static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
