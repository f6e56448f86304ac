package io.github.markhor.layers;

import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Parts of tensors, {@code x[..., ::-1]} in Keras: whole axes, ranges, single places, in reverse.
 */
final class OperationSlices {
  private OperationSlices() {}

  static Value of(Value x, OperationSettings settings) {
    Object key =
        settings.get("key") != null
            ? settings.get("key")
            : settings.arguments().size() > 1 ? settings.arguments().get(1) : List.of();
    List<?> parts = key instanceof List<?> list ? list : List.of(key);
    int rank = x.shape().rank();
    List<Object> each = new ArrayList<>();
    for (Object part : parts) {
      if (isEllipsis(part)) {
        int whole = rank - (parts.size() - 1);
        for (int i = 0; i < whole; i++) {
          each.add(Map.of());
        }
      } else {
        each.add(part);
      }
    }
    if (each.size() > rank) {
      throw new IllegalArgumentException(
          "Expected at most " + rank + " indices. Received: " + parts.size());
    }
    Value result = x;
    List<Integer> dropped = new ArrayList<>();
    for (int axis = 0; axis < each.size(); axis++) {
      int size = x.shape().size(axis);
      if (axis == 0 && !isWhole(each.get(0))) {
        throw new IllegalArgumentException(
            "Expected all samples, ':' or '...', first between brackets. Received: "
                + parts.get(0));
      }
      if (each.get(axis) instanceof Integer place) {
        int from = place < 0 ? place + size : place;
        result = range(result, axis, from, from + 1);
        dropped.add(axis);
      } else {
        result = slice(result, axis, size, arguments(each.get(axis)));
      }
    }
    return without(result, dropped);
  }

  private static boolean isWhole(Object part) {
    return part instanceof Map<?, ?>
        && Stream.of("start", "stop", "step").allMatch(end -> arguments(part).get(end) == null);
  }

  private static boolean isEllipsis(Object part) {
    return part instanceof Map<?, ?> map && "__ellipsis__".equals(map.get("class_name"));
  }

  private static Map<?, ?> arguments(Object part) {
    if (part instanceof Map<?, ?> map) {
      return map.get("config") instanceof Map<?, ?> config ? config : map;
    }
    throw new IllegalArgumentException(
        "Expected numbers, ranges and ... between brackets. Received: " + part);
  }

  private static Value slice(Value x, int axis, int size, Map<?, ?> slice) {
    int step = slice.get("step") == null ? 1 : 0;
    if (slice.get("step") instanceof Integer given) {
      step = given;
    }
    if (step == -1 && slice.get("start") == null && slice.get("stop") == null) {
      List<Value> reversed = new ArrayList<>();
      for (int i = size - 1; i >= 0; i--) {
        reversed.add(range(x, axis, i, i + 1));
      }
      return reversed.size() == 1
          ? x
          : reversed.get(0).concat(axis, reversed.subList(1, size).toArray(Value[]::new));
    }
    if (step < 1) {
      throw new IllegalArgumentException(
          "Expected a range with a step of at least 1, or all in reverse. Received: " + slice);
    }
    int from = bound(slice.get("start"), 0, size);
    int to = bound(slice.get("stop"), size, size);
    if (step == 1) {
      return from == 0 && to == size ? x : range(x, axis, from, to);
    }
    List<Value> parts = new ArrayList<>();
    for (int i = from; i < to; i += step) {
      parts.add(range(x, axis, i, i + 1));
    }
    return parts.size() == 1
        ? parts.get(0)
        : parts.get(0).concat(axis, parts.subList(1, parts.size()).toArray(Value[]::new));
  }

  private static int bound(Object given, int otherwise, int size) {
    if (given == null) {
      return otherwise;
    }
    if (!(given instanceof Integer number)) {
      throw new IllegalArgumentException(
          "Expected a whole number as an end of a range. Received: " + given);
    }
    return Math.max(0, Math.min(size, number < 0 ? number + size : number));
  }

  private static Value range(Value x, int axis, int from, int to) {
    int size = x.shape().size(axis);
    if (from < 0 || to > size || from >= to) {
      throw new IllegalArgumentException(
          "Expected a range within the "
              + size
              + " of axis "
              + axis
              + ". Received: "
              + from
              + " to "
              + to);
    }
    int[] before = new int[x.shape().rank()];
    int[] after = new int[x.shape().rank()];
    before[axis] = -from;
    after[axis] = to - size;
    return x.pad(before, after);
  }

  private static Value without(Value x, List<Integer> axes) {
    if (axes.isEmpty()) {
      return x;
    }
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (!axes.contains(axis)) {
        sizes.add(x.shape().size(axis));
      }
    }
    return x.reshape(sizes.stream().mapToInt(Integer::intValue).toArray());
  }
}
