package io.github.markhor.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.Map;

/** Compares numbers of a backend with those of the interpreter. */
final class Comparison {
  private Comparison() {}

  /** Every number within relative · |expected| + absolute; infinities and NaNs are equal. */
  static void assertNear(
      String what, double[] expected, float[] actual, double relative, double absolute) {
    assertEquals(expected.length, actual.length, what);
    int wrong = 0;
    int first = -1;
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      // As a float, because beyond its range the infinity is right.
      double wanted = (float) expected[i];
      boolean same = Double.compare(wanted, actual[i]) == 0 || wanted == actual[i];
      double error = Math.abs(wanted - actual[i]);
      if (!same && !(error <= relative * Math.abs(wanted) + absolute)) {
        first = wrong++ == 0 ? i : first;
        worst = Math.max(worst, error);
      }
    }
    if (wrong > 0) {
      fail(
          what
              + ": "
              + wrong
              + " of "
              + actual.length
              + " numbers are wrong, by up to "
              + worst
              + "; element "
              + first
              + " should be "
              + (float) expected[first]
              + " and is "
              + actual[first]);
    }
  }

  /**
   * As {@link #assertNear}, the absolute error over the largest expected number.
   *
   * @param least the least that the largest number counts as, for tensors that would be zero but
   *     for rounding
   */
  static void assertNearLargest(
      String what, double[] expected, float[] actual, double error, double least) {
    double largest = least;
    for (double value : expected) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    assertNear(what, expected, actual, error, error * largest);
  }

  /** The same bits. */
  static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, values) -> assertArrayEquals(bits(values), bits(actual.get(name)), name));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  static double[] doubles(float[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }

  static Map<String, double[]> doubles(Map<String, float[]> values) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    values.forEach((name, each) -> numbers.put(name, doubles(each)));
    return numbers;
  }
}
