package io.github.markhor.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of an operation, of which each must be understood: what no one asks for would be a
 * result that is silently another.
 */
final class OperationSettings {
  private final String operation;
  private final Map<String, Object> settings;
  private final List<Object> arguments;
  private final Set<String> unread;

  /**
   * The settings of one use.
   *
   * @param operation for messages
   * @param arguments as they stand, for what is neither tensor nor number
   */
  OperationSettings(String operation, Map<String, Object> settings, List<Object> arguments) {
    this.operation = operation;
    this.settings = settings;
    this.arguments = arguments;
    unread = new LinkedHashSet<>(settings.keySet());
  }

  List<Object> arguments() {
    return arguments;
  }

  /** A setting, or null. */
  Object get(String name) {
    unread.remove(name);
    return settings.get(name);
  }

  private Object get(String name, Object otherwise) {
    Object given = get(name);
    return given == null ? otherwise : given;
  }

  /** Refuses a setting that the operation has not asked for. */
  void checkAllRead() {
    if (!unread.isEmpty()) {
      String name = unread.iterator().next();
      throw new IllegalArgumentException(
          "Expected settings that the operation "
              + operation
              + " has here. Received: "
              + name
              + "="
              + settings.get(name));
    }
  }

  /** An axis behind that of the samples. */
  int axis(String name, int otherwise, int rank) {
    Object axis = get(name, otherwise);
    if (axis instanceof List<?> list && list.size() == 1) {
      axis = list.get(0);
    }
    return axis(axis, name, rank);
  }

  private int axis(Object given, String name, int rank) {
    if (!(given instanceof Number number)
        || number.intValue() < -rank
        || number.intValue() >= rank
        || Math.floorMod(number.intValue(), rank) == 0) {
      throw wrong(name, "axes of " + rank + ", but for 0, the samples',");
    }
    return Math.floorMod(number.intValue(), rank);
  }

  /** Several axes behind that of the samples. */
  int[] axes(String name, int rank) {
    Object given = get(name);
    List<?> list = given instanceof List<?> all ? all : given == null ? List.of() : List.of(given);
    int[] axes = list.stream().mapToInt(each -> axis(each, name, rank)).toArray();
    if (axes.length == 0 || Arrays.stream(axes).distinct().count() < axes.length) {
      throw wrong(name, "at least one axis, each once,");
    }
    return axes;
  }

  boolean flag(String name, boolean otherwise) {
    return get(name, otherwise) instanceof Boolean flag ? flag : otherwise;
  }

  double number(String name, double otherwise) {
    Object given = get(name, otherwise);
    if (!(given instanceof Number number)) {
      throw wrong(name, "a number");
    }
    return number.doubleValue();
  }

  String text(String name, String otherwise) {
    return String.valueOf(get(name, otherwise));
  }

  /** Whole numbers. */
  int[] numbers(String name) {
    if (!(get(name) instanceof List<?> list)) {
      throw wrong(name, "a list of numbers");
    }
    List<Integer> numbers = new ArrayList<>();
    for (Object each : list) {
      if (each != null && !(each instanceof Number)) {
        throw wrong(name, "a list of numbers");
      }
      numbers.add(each == null ? -1 : ((Number) each).intValue());
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        "Expected "
            + expected
            + " as "
            + name
            + " of the operation "
            + operation
            + ". Received: "
            + settings.get(name));
  }
}
