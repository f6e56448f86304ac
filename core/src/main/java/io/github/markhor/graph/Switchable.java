package io.github.markhor.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change that makes a step faster and that a user can switch off by name, to find out whether it
 * causes a difference: {@code -Dmarkhor.off=relu-after-pooling,slices}. Enums implement this: the
 * graph's own {@link Rewrite}, and one of each backend that has some. The property is read when a
 * model is compiled for a batch size or mode.
 */
public interface Switchable {
  /** The system property with the names of those that are off. */
  String PROPERTY = "markhor.off";

  /** The constant's name in Java. */
  String name();

  /** The name by which it is switched off: {@code RELU_AFTER_POOLING} as relu-after-pooling. */
  default String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is to be done: unless the user has switched it off. */
  default boolean isOn() {
    return !namesOff().contains(label());
  }

  /** The names that the property lists, known or not. */
  static Set<String> namesOff() {
    return Arrays.stream(System.getProperty(PROPERTY, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }
}
