package io.github.markhor.layers;

/** How a window treats the edges of a picture. */
public enum Padding {
  /** The window stays within the picture: the result has ⌊(size - window) / stride⌋ + 1 rows. */
  VALID,
  /** The picture is padded so that the result has ⌈size / stride⌉ rows. */
  SAME,
  /** Zeros before a row, so that the window sees nothing later; for rows only. */
  CAUSAL;

  /** This padding, which must not be CAUSAL. */
  Padding notCausal() {
    if (this == CAUSAL) {
      throw new IllegalArgumentException(
          "Expected padding valid or same. Received: padding=causal");
    }
    return this;
  }
}
