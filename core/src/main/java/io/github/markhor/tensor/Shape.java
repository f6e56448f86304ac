package io.github.markhor.tensor;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, in order: pictures are (N, H, W, C). A scalar has rank 0. Sizes are
 * at least 0; element counts are held in a {@code long}.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /** The shape with these sizes; without arguments, that of a scalar. */
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "A shape's sizes must not be negative. Received: " + Arrays.toString(sizes));
      }
    }
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The size of an axis; negative axes count from the last, which is -1. */
  public int size(int axis) {
    return sizes[axis(axis)];
  }

  /** The axis as a number from 0, where -1 means the last. */
  public int axis(int axis) {
    if (axis < -sizes.length || axis >= sizes.length) {
      throw new IllegalArgumentException(
          "Expected an axis of the shape " + this + ". Received: " + axis);
    }
    return axis < 0 ? axis + sizes.length : axis;
  }

  /** The product of all sizes; 1 for a scalar. */
  public long elements() {
    long product = 1;
    for (int size : sizes) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /** A copy of the sizes. */
  public int[] toArray() {
    return sizes.clone();
  }

  /** This shape with one axis of another size. */
  public Shape with(int axis, int size) {
    int[] copy = sizes.clone();
    copy[axis(axis)] = size;
    return of(copy);
  }

  /** This shape behind a new first axis: the shape of a batch of such tensors. */
  public Shape prepend(int size) {
    int[] longer = new int[sizes.length + 1];
    longer[0] = size;
    System.arraycopy(sizes, 0, longer, 1, sizes.length);
    return of(longer);
  }

  /** This shape without its first axis: the shape of one sample of a batch. */
  public Shape dropFirst() {
    if (sizes.length == 0) {
      throw new IllegalArgumentException("A scalar has no first axis to drop.");
    }
    return of(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** For example {@code (32, 150, 150, 3)}. */
  @Override
  public String toString() {
    String list = Arrays.toString(sizes);
    return "(" + list.substring(1, list.length() - 1) + (sizes.length == 1 ? ",)" : ")");
  }
}
