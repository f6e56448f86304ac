package io.github.markhor.graph;

/** How the numbers of a value are held. */
public enum DType {
  FLOAT32(4),
  /** The upper half of a float32: 8 bits of exponent, 7 of fraction. */
  BFLOAT16(2),
  INT32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one number. */
  public int bytes() {
    return bytes;
  }

  /** Whether its numbers have fractions. */
  public boolean isFloating() {
    return this != INT32;
  }
}
