package io.github.markhor.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the strings by which Keras names the choices of an option. */
final class KerasName {
  private KerasName() {}

  /**
   * The choice of a name.
   *
   * @param option the option, for the message
   * @param name Keras's name, which is the constant's in lower case
   */
  static <E extends Enum<E>> E of(Class<E> type, String option, String name) {
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(name)) {
        return choice;
      }
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .toList();
    throw new IllegalArgumentException(
        "Expected " + option + " to be one of " + names + ". Received: " + name);
  }
}
