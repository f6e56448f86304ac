package io.github.markhor.conformance;

import java.util.Map;

/** How far a number may be off: {@code atol + rtol * max|expected|}. */
record Tolerance(double rtol, double atol) {
  static Tolerance of(Map<?, ?> json) {
    return new Tolerance(
        JsonNumbers.number(json.get("rtol")), JsonNumbers.number(json.get("atol")));
  }

  /** The error allowed for an array, by the maximum of its finite elements. */
  double allowed(double... expected) {
    double largest = 0;
    for (double value : expected) {
      if (Double.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return atol + rtol * largest;
  }
}
