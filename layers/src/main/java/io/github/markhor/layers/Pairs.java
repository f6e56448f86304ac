package io.github.markhor.layers;

import java.util.Arrays;

/** Sizes of one axis or two, height first. */
final class Pairs {
  private Pairs() {}

  /** The sizes, or an error that names the argument if one is below 1. */
  static int[] positive(String argument, int... sizes) {
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      String received = sizes.length == 1 ? "" + sizes[0] : tuple(sizes);
      throw new IllegalArgumentException(
          "Expected " + argument + " of at least 1. Received: " + argument + "=" + received);
    }
    return sizes.clone();
  }

  /** For example {@code (3, 2)}. */
  static String tuple(int... sizes) {
    String list = Arrays.toString(sizes);
    return "(" + list.substring(1, list.length() - 1) + ")";
  }
}
