package io.github.markhor.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The options of a command: {@code --name value}, and {@code --name} alone for flags. */
final class Options {
  private static final Set<String> FLAGS = Set.of("profile");

  private final String command;
  private final Map<String, String> given = new LinkedHashMap<>();

  /**
   * Reads a command line.
   *
   * @param known the names that the command has, flags included
   * @param line the command and its options
   */
  Options(Set<String> known, String... line) {
    command = line[0];
    for (int i = 1; i < line.length; i++) {
      String name = line[i].replaceFirst("^--", "");
      if (!line[i].startsWith("--") || !known.contains(name)) {
        throw new IllegalArgumentException(
            "Expected options of bench " + command + ": " + known + ". Received: " + line[i]);
      }
      boolean flag = FLAGS.contains(name);
      if (!flag && i + 1 == line.length) {
        throw new IllegalArgumentException(
            "Expected a value behind --" + name + ". Received: none");
      }
      given.put(name, flag ? "" : line[++i]);
    }
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  /** The value of an option, null if it was not given. */
  String get(String name) {
    return given.get(name);
  }

  String get(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  int integer(String name, int otherwise) {
    return has(name) ? (int) positive(name, Integer.parseInt(get(name))) : otherwise;
  }

  double number(String name, double otherwise) {
    return has(name) ? positive(name, Double.parseDouble(get(name))) : otherwise;
  }

  private static double positive(String name, double number) {
    if (!(number > 0)) {
      throw new IllegalArgumentException(
          "Expected --" + name + " greater than 0. Received: " + number);
    }
    return number;
  }

  /** The path that must be given. */
  Path path(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(
          "Expected --" + name + " PATH for bench " + command + ". Received: " + given);
    }
    return Path.of(get(name));
  }
}
