package io.github.markhor.layers;

import java.util.Locale;

/** What a window does at a picture's edges. */
public enum Padding {
  /** The window stays within the picture: the result has ⌊(size - window) / stride⌋ + 1 rows. */
  VALID,
  /** The picture is padded so that the result has ⌈size / stride⌉ rows. */
  SAME,
  /**
   * Zeros before a row alone, so that nothing is seen that comes later; for {@link Conv1D} only.
   */
  CAUSAL;

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
        "Expected padding valid, same or, in Conv1D, causal. Received: padding=" + kerasName);
  }

  /** This padding, unless pictures cannot have it. */
  Padding ofPictures() {
    if (this == CAUSAL) {
      throw new IllegalArgumentException(
          "Expected padding valid or same. Received: padding=causal");
    }
    return this;
  }
}
