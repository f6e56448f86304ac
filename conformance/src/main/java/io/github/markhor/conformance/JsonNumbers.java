package io.github.markhor.conformance;

/** Numbers as the JSON of a case has them: NaN and infinity, which JSON lacks, are strings. */
final class JsonNumbers {
  private JsonNumbers() {}

  /** Whether it is a number, or one of {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. */
  static boolean isNumber(Object json) {
    return json instanceof Number
        || "NaN".equals(json)
        || "Infinity".equals(json)
        || "-Infinity".equals(json);
  }

  /**
   * The number.
   *
   * @throws IllegalArgumentException if it is none
   */
  static double number(Object json) {
    if (!isNumber(json)) {
      throw new IllegalArgumentException("Expected a number in the case. Received: " + json);
    }
    return json instanceof Number number ? number.doubleValue() : Double.parseDouble((String) json);
  }

  /**
   * A whole number, also one written as 3.0.
   *
   * @throws IllegalArgumentException if it is none
   */
  static int whole(Object json) {
    double number = number(json);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Expected a whole number in the case. Received: " + json);
    }
    return (int) number;
  }
}
