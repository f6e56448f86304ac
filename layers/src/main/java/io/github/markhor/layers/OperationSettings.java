package io.github.markhor.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The settings of an operation.
 *
 * @param operation for messages
 * @param arguments as they stand, for what is neither tensor nor number
 */
record OperationSettings(String operation, Map<String, Object> settings, List<Object> arguments) {
  /** An axis, counted from 0. */
  int axis(String name, int otherwise, int rank) {
    Object axis = settings.getOrDefault(name, otherwise);
    if (axis instanceof List<?> list && list.size() == 1) {
      axis = list.get(0);
    }
    if (!(axis instanceof Number number)
        || number.intValue() < -rank
        || number.intValue() >= rank) {
      throw wrong(name, "an axis of " + rank);
    }
    return number.intValue() < 0 ? number.intValue() + rank : number.intValue();
  }

  /** Several axes, counted from 0; all where none are given. */
  int[] axes(String name, int rank) {
    Object given = settings.get(name);
    if (given == null) {
      return IntStream.range(0, rank).toArray();
    }
    List<?> list = given instanceof List<?> all ? all : List.of(given);
    int[] axes = axes(list, name, rank);
    if (Arrays.stream(axes).distinct().count() < axes.length) {
      throw wrong(name, "each axis once");
    }
    return axes;
  }

  private int[] axes(List<?> list, String name, int rank) {
    return list.stream()
        .mapToInt(
            each -> {
              if (!(each instanceof Number axis)
                  || axis.intValue() < -rank
                  || axis.intValue() >= rank) {
                throw wrong(name, "axes of " + rank);
              }
              return axis.intValue() < 0 ? axis.intValue() + rank : axis.intValue();
            })
        .toArray();
  }

  boolean flag(String name, boolean otherwise) {
    return settings.getOrDefault(name, otherwise) instanceof Boolean flag ? flag : otherwise;
  }

  double number(String name, double otherwise) {
    Object given = settings.getOrDefault(name, otherwise);
    if (!(given instanceof Number number)) {
      throw wrong(name, "a number");
    }
    return number.doubleValue();
  }

  String text(String name, String otherwise) {
    return String.valueOf(settings.getOrDefault(name, otherwise));
  }

  /** Whole numbers. */
  int[] numbers(String name) {
    if (!(settings.get(name) instanceof List<?> list)) {
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

  Object get(String name) {
    return settings.get(name);
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
