package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A number, or lists of lists of equal length of numbers, as configs hold them. */
record NestedNumbers(Shape shape, List<Double> values) {
  static NestedNumbers of(double... numbers) {
    return new NestedNumbers(Shape.of(numbers.length), boxed(numbers));
  }

  static NestedNumbers of(double number) {
    return new NestedNumbers(Shape.of(), List.of(number));
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** The numbers of an argument, or null. */
  static NestedNumbers of(Config config, String name) {
    Object json = config.get(name);
    if (json == null) {
      return null;
    }
    NestedNumbers numbers = ofJson(json);
    if (numbers == null) {
      throw new ConfigException(
          "Expected a number or lists of equal length of numbers for "
              + name
              + " of "
              + config.owner()
              + ". Received: "
              + json);
    }
    return numbers;
  }

  /** A number or nested lists of numbers in JSON; null for something else. */
  static NestedNumbers ofJson(Object json) {
    List<Integer> sizes = new ArrayList<>();
    for (Object at = json; at instanceof List<?> list; at = list.isEmpty() ? null : list.get(0)) {
      sizes.add(list.size());
    }
    List<Double> values = new ArrayList<>();
    return add(json, sizes, 0, values)
        ? new NestedNumbers(
            Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()), List.copyOf(values))
        : null;
  }

  /** Adds the numbers in order; false if the lists are uneven or hold something else. */
  private static boolean add(Object json, List<Integer> sizes, int depth, List<Double> to) {
    if (depth == sizes.size()) {
      return json instanceof Number number && to.add(number.doubleValue());
    }
    return json instanceof List<?> list
        && !list.isEmpty()
        && list.size() == sizes.get(depth)
        && list.stream().allMatch(each -> add(each, sizes, depth + 1, to));
  }

  float[] floats() {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  /** The numbers as in a config. */
  Object json() {
    return json(0, 0, values.size());
  }

  private Object json(int depth, int from, int to) {
    if (depth == shape.rank()) {
      return values.get(from);
    }
    int each = (to - from) / Math.max(1, shape.size(depth));
    List<Object> list = new ArrayList<>();
    for (int at = from; at < to; at += each) {
      list.add(json(depth + 1, at, at + each));
    }
    return list;
  }

  @Override
  public String toString() {
    return json().toString();
  }
}
