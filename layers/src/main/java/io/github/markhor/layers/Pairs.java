package io.github.markhor.layers;

/** Pairs of sizes, height first. */
final class Pairs {
  private Pairs() {}

  /** The pair, or an error that names the argument if one is below 1. */
  static int[] positive(String argument, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Expected "
              + argument
              + " of at least 1. Received: "
              + argument
              + "=("
              + height
              + ", "
              + width
              + ")");
    }
    return new int[] {height, width};
  }

  static int[] positive(String argument, int[] pair) {
    return positive(argument, pair[0], pair[1]);
  }
}
