package io.github.markhor.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The command line of an example: {@code --name value}, and {@code --name} alone for a flag. */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads a command line.
   *
   * @param names the names that take a value
   * @param flags the names that take none
   * @throws IllegalArgumentException if something else is there
   */
  Arguments(String[] line, Set<String> names, Set<String> flags) {
    for (int i = 0; i < line.length; i++) {
      String name = line[i].startsWith("--") ? line[i].substring(2) : "";
      if (flags.contains(name)) {
        values.put(name, "true");
      } else if (names.contains(name) && i + 1 < line.length) {
        values.put(name, line[++i]);
      } else {
        Set<String> known = new TreeSet<>(names);
        known.addAll(flags);
        throw new IllegalArgumentException(
            "Expected options of --"
                + String.join(", --", known)
                + (names.contains(name) ? ", and a value behind --" + name : "")
                + ". Received: "
                + Arrays.toString(line));
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The path, or null. */
  Path path(String name) {
    return has(name) ? Path.of(values.get(name)) : null;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    try {
      return Integer.parseInt(values.get(name));
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "Expected a whole number behind --" + name + ". Received: " + values.get(name), wrong);
    }
  }
}
