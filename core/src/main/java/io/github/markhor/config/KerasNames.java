package io.github.markhor.config;

import io.github.markhor.text.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The names that Keras gives to layers and to the choices of an argument. */
public final class KerasNames {
  private KerasNames() {}

  /** From the name of a class to that of a layer: {@code MaxPooling2D} to {@code max_pooling2d}. */
  public static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** Keras's name of a choice: {@code channels_last} for {@code CHANNELS_LAST}. */
  public static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The choice of that name, in upper or lower case.
   *
   * @param argument the name of the argument, for the message
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static <E extends Enum<E>> E choice(Class<E> type, String argument, String name) {
    E choice = find(type, name);
    if (choice == null) {
      throw new IllegalArgumentException(
          "Expected one of "
              + all(type)
              + " for "
              + argument
              + ". "
              + Names.received(all(type), name));
    }
    return choice;
  }

  /** The choice of that name, in upper or lower case, or null. */
  static <E extends Enum<E>> E find(Class<E> type, String name) {
    for (E choice : type.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(name)) {
        return choice;
      }
    }
    return null;
  }

  static List<String> all(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(KerasNames::of).toList();
  }
}
