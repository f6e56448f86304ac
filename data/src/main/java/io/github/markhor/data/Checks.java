package io.github.markhor.data;

/** Refuses bad settings where they are written: each check says the rule and the value received. */
final class Checks {
  private Checks() {}

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Expected " + name + " to be a finite number. Received: " + value);
    }
    return value;
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Expected " + name + " to be 0 or a positive number. Received: " + value);
    }
    return value;
  }

  static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Expected " + name + " to be at least 1. Received: " + value);
    }
    return value;
  }
}
