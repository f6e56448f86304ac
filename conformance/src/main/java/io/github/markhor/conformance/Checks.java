package io.github.markhor.conformance;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares what Markhor computes with what is expected, and keeps what differs. */
final class Checks {
  private final Tolerance tolerance;
  private final List<String> failures = new ArrayList<>();
  private int comparisons;

  Checks(Tolerance tolerance) {
    this.tolerance = tolerance;
  }

  /** The differences, in the order of the comparisons. */
  List<String> failures() {
    return failures;
  }

  /** How many comparisons were made. */
  int comparisons() {
    return comparisons;
  }

  /** A comparison of its own: the message says what was received where it fails. */
  void that(boolean holds, String message) {
    comparisons++;
    if (!holds) {
      failures.add(message);
    }
  }

  void equal(String name, Object expected, Object actual) {
    that(
        Objects.equals(expected, actual), name + ": expected " + expected + ", received " + actual);
  }

  void close(String name, NpyArray expected, Tensor actual) {
    close(name, expected, NpyArray.of(actual), tolerance);
  }

  void close(String name, NpyArray expected, NpyArray actual) {
    close(name, expected, actual, tolerance);
  }

  /** Compares shapes and all elements. */
  void close(String name, NpyArray expected, NpyArray actual, Tolerance within) {
    comparisons++;
    if (!expected.shape().equals(actual.shape())) {
      failures.add(
          name + ": expected the shape " + expected.shape() + ", received " + actual.shape());
      return;
    }
    double allowed = within.allowed(expected.values());
    double worst = 0;
    int where = -1;
    for (int i = 0; i < expected.values().length; i++) {
      double deviation = deviation(expected.values()[i], actual.values()[i]);
      if (deviation > allowed && deviation > worst) {
        worst = deviation;
        where = i;
      }
    }
    if (where >= 0) {
      failures.add(
          String.format(
              Locale.ROOT,
              "%s: off by %.3g at %s, %.3g is allowed: expected %s, received %s",
              name,
              worst,
              index(where, expected.shape()),
              allowed,
              (float) expected.values()[where],
              (float) actual.values()[where]));
    }
  }

  /** The distance; infinite where one is not finite and the other not the same. */
  private static double deviation(double expected, double actual) {
    if (Double.isFinite(expected) && Double.isFinite(actual)) {
      return Math.abs(actual - expected);
    }
    return Double.compare(expected, actual) == 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  /** A number of the JSON, where NaN and infinity are strings. */
  void close(String name, Object expected, double actual) {
    close(name, expected, actual, tolerance);
  }

  void close(String name, Object expected, double actual, Tolerance within) {
    close(name, NpyArray.of(JsonNumbers.number(expected)), NpyArray.of(actual), within);
  }

  /** Logs: the same names, and each number close. */
  void logs(String name, Map<?, ?> expected, Map<String, Double> actual) {
    Set<Object> names = new TreeSet<>(expected.keySet());
    if (!names.equals(new TreeSet<Object>(actual.keySet()))) {
      that(false, name + ": expected the names " + names + ", received " + actual.keySet());
      return;
    }
    expected.forEach((key, number) -> close(name + " " + key, number, actual.get(key)));
  }

  private static String index(int at, Shape shape) {
    int[] coordinates = new int[shape.rank()];
    int rest = at;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      coordinates[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return Arrays.toString(coordinates);
  }
}
