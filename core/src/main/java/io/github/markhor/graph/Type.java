package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;

/** The shape of a value and the type of its numbers, known before it is computed. */
public record Type(Shape shape, DType dtype) {
  /** Numbers in float32 of a shape. */
  public static Type float32(Shape shape) {
    return new Type(shape, DType.FLOAT32);
  }

  @Override
  public String toString() {
    return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
