package io.github.markhor.layers;

import java.util.Locale;

/** What a window does at a picture's edges. */
public enum Padding {
  /** The window stays within the picture: the result has ⌊(size - window) / stride⌋ + 1 rows. */
  VALID,
  /** The picture is padded so that the result has ⌈size / stride⌉ rows. */
  SAME;

  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Padding of(String kerasName) {
    for (Padding padding : values()) {
      if (padding.kerasName().equals(kerasName.toLowerCase(Locale.ROOT))) {
        return padding;
      }
    }
    throw new IllegalArgumentException(
        "Expected padding valid or same. Received: padding=" + kerasName);
  }
}
