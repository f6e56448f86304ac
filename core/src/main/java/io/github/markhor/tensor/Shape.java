package io.github.markhor.tensor;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes, in order: pictures are (N, H, W, C). A scalar has rank 0. Sizes are
 * at least 0; element counts are held in a {@code long}. Tensors have shapes that are known; a
 * model that takes inputs of any size has some that are not, of {@link #partly}.
 */
public final class Shape {
  /** A size that is not known: Keras's None. */
  public static final int UNKNOWN = -1;

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

  /**
   * The shape with these sizes, of which some may be {@link #UNKNOWN}.
   *
   * @throws IllegalArgumentException if a size is less than that
   */
  public static Shape partly(int... sizes) {
    for (int size : sizes) {
      if (size < UNKNOWN) {
        throw new IllegalArgumentException(
            "Expected sizes of at least 0, or -1 for one that is not known. Received: "
                + Arrays.toString(sizes));
      }
    }
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /** Whether all sizes are known. */
  public boolean isKnown() {
    return Arrays.stream(sizes).noneMatch(size -> size == UNKNOWN);
  }

  /** Whether another shape has the same sizes where this one's are known. */
  public boolean matches(Shape other) {
    boolean matches = sizes.length == other.sizes.length;
    for (int axis = 0; matches && axis < sizes.length; axis++) {
      matches = sizes[axis] == UNKNOWN || sizes[axis] == other.sizes[axis];
    }
    return matches;
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

  /**
   * The product of all sizes; 1 for a scalar.
   *
   * @throws IllegalStateException if a size is not known
   */
  public long elements() {
    long product = 1;
    for (int size : sizes) {
      if (size == UNKNOWN) {
        throw new IllegalStateException("Expected sizes that are known. Received: " + this);
      }
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
    return partly(copy);
  }

  /** This shape behind a new first axis: the shape of a batch of such tensors. */
  public Shape prepend(int size) {
    int[] longer = new int[sizes.length + 1];
    longer[0] = size;
    System.arraycopy(sizes, 0, longer, 1, sizes.length);
    return partly(longer);
  }

  /** This shape without its first axis: the shape of one sample of a batch. */
  public Shape dropFirst() {
    if (sizes.length == 0) {
      throw new IllegalArgumentException("A scalar has no first axis to drop.");
    }
    return partly(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** For example {@code (32, 150, 150, 3)}, or {@code (None, None, 3)}. */
  @Override
  public String toString() {
    String list = Arrays.toString(sizes).replace("-1", "None");
    return "(" + list.substring(1, list.length() - 1) + (sizes.length == 1 ? ",)" : ")");
  }
}
