package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.text.Names;
import java.util.List;

/**
 * The bounds of random numbers, low first: {@code factor=0.2} is -0.2 to 0.2.
 *
 * @param given the single number that stood for both bounds, which some layers of Keras write
 *     again, or null
 */
record Factor(double low, double high, Double given) {
  Factor(double low, double high) {
    this(low, high, null);
  }

  /**
   * Bounds in either order.
   *
   * @param name the argument's, for messages
   */
  static Factor of(String name, double one, double other, double minimum, double maximum) {
    double low = Math.min(one, other);
    double high = Math.max(one, other);
    if (!(low >= minimum && high <= maximum)) {
      throw new IllegalArgumentException(
          "Expected "
              + Names.withArticle(name)
              + " from "
              + minimum
              + " to "
              + maximum
              + ". Received: "
              + name
              + "=("
              + one
              + ", "
              + other
              + ")");
    }
    return new Factor(low, high);
  }

  /** Bounds of both signs from one number. */
  static Factor of(String name, double both, double minimum, double maximum) {
    Factor factor = of(name, -both, both, minimum, maximum);
    return new Factor(factor.low, factor.high, both);
  }

  /** The numbers of an argument, one or two. */
  static double[] numbers(Config config, String name) {
    double[] numbers =
        config.get(name) instanceof List<?>
            ? config.requireDoubles(name).stream().mapToDouble(Double::doubleValue).toArray()
            : new double[] {config.requireDouble(name)};
    if (numbers.length < 1 || numbers.length > 2) {
      throw new IllegalArgumentException(
          "Expected one number or two for " + name + ". Received: " + config.get(name));
    }
    return numbers;
  }

  /** The argument of a config. */
  static Factor of(Config config, String name, double minimum, double maximum) {
    double[] numbers = numbers(config, name);
    return numbers.length == 1
        ? of(name, numbers[0], minimum, maximum)
        : of(name, numbers[0], numbers[1], minimum, maximum);
  }

  /** The argument of a config, where a single number is the upper bound and 0 the lower. */
  static Factor fromZero(Config config, String name, double minimum, double maximum) {
    double[] numbers = numbers(config, name);
    return numbers.length == 1
        ? of(name, 0, numbers[0], minimum, maximum)
        : of(name, numbers[0], numbers[1], minimum, maximum);
  }

  /** As it was given, one number or two. */
  Object asGiven() {
    return given != null ? given : json();
  }

  List<Double> json() {
    return List.of(low, high);
  }
}
