package io.github.markhor.conformance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How far pictures may be off: each value by {@code max}, all of them in the mean by {@code mean}.
 * The worst {@code outliers} may exceed it and do not count. With {@code relative} the differences
 * are divided by the greatest absolute value expected, or 1.
 */
record PictureTolerance(double max, double mean, int outliers, boolean relative) {
  static final PictureTolerance EXACT = new PictureTolerance(0, 0, 0, false);

  static PictureTolerance of(Case given) {
    Map<String, Object> json = given.map("tolerance");
    double max = ((Number) json.getOrDefault("max", 0)).doubleValue();
    return new PictureTolerance(
        max,
        ((Number) json.getOrDefault("mean", max)).doubleValue(),
        ((Number) json.getOrDefault("outliers", 0)).intValue(),
        Boolean.TRUE.equals(json.get("relative")));
  }

  /** Compares shapes and values. */
  void check(Checks checks, String name, NpyArray expected, NpyArray actual) {
    if (!expected.shape().equals(actual.shape())) {
      checks.that(
          false,
          name + ": expected the shape " + expected.shape() + ", received " + actual.shape());
      return;
    }
    double[] wanted = expected.values();
    double[] received = actual.values();
    double scale = 1;
    for (double value : wanted) {
      if (relative && Double.isFinite(value)) {
        scale = Math.max(scale, Math.abs(value));
      }
    }
    double[] differences = new double[wanted.length];
    int worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      differences[i] = difference(wanted[i], received[i]) / scale;
      worst = differences[i] > differences[worst] ? i : worst;
    }
    double[] sorted = differences.clone();
    Arrays.sort(sorted);
    double greatest = 0;
    double sum = 0;
    int counted = Math.max(0, sorted.length - outliers);
    for (int i = 0; i < counted; i++) {
      greatest = sorted[i];
      sum += sorted[i];
    }
    double average = sum / Math.max(1, counted);
    checks.that(
        greatest <= max && average <= mean,
        sorted.length == 0
            ? name
            : String.format(
                Locale.ROOT,
                "%s: off by %.4g (mean %.4g), allowed are %s (mean %s): expected %s, received %s"
                    + " at %d of %s",
                name,
                greatest,
                average,
                max,
                mean,
                wanted[worst],
                received[worst],
                worst,
                expected.shape()));
  }

  /** Compares numbers of the JSON. */
  void check(Checks checks, String name, Object expected, double actual) {
    check(checks, name, NpyArray.of(JsonNumbers.number(expected)), NpyArray.of(actual));
  }

  private static double difference(double expected, double actual) {
    if (Double.isFinite(expected) && Double.isFinite(actual)) {
      return Math.abs(expected - actual);
    }
    return Double.compare(expected, actual) == 0 ? 0 : Double.POSITIVE_INFINITY;
  }
}
