package io.github.markhor.tensor;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Tensors joined, and their axes reduced: what {@link Tensor} does by copying. */
final class TensorAxes {
  private TensorAxes() {}

  /** Reduces the numbers along an axis to one. */
  interface Reduction {
    /** The result of {@code count} numbers, the first at {@code from}, each {@code step} apart. */
    double of(FloatBuffer values, int from, int step, int count);
  }

  static Tensor reduce(Tensor tensor, int axis, Reduction reduction) {
    Shape shape = tensor.shape();
    int along = shape.axis(axis);
    int count = shape.size(along);
    int step = product(shape, along + 1, shape.rank());
    int blocks = product(shape, 0, along);
    FloatBuffer values = tensor.buffer();
    float[] results = new float[blocks * step];
    for (int i = 0; i < results.length; i++) {
      int from = i / step * step * count + i % step;
      results[i] = (float) reduction.of(values, from, step, count);
    }
    return Tensor.of(results, without(shape, along));
  }

  static double sum(FloatBuffer values, int from, int step, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values.get(from + i * step);
    }
    return sum;
  }

  static double mean(FloatBuffer values, int from, int step, int count) {
    return sum(values, from, step, count) / count;
  }

  static double max(FloatBuffer values, int from, int step, int count) {
    return values.get(from + argMax(values, from, step, count) * step);
  }

  static double min(FloatBuffer values, int from, int step, int count) {
    refuseNone(count);
    float least = values.get(from);
    for (int i = 1; i < count; i++) {
      least = Math.min(least, values.get(from + i * step));
    }
    return least;
  }

  /** The first of the largest; NaN counts as the largest of all, as in NumPy. */
  static int argMax(FloatBuffer values, int from, int step, int count) {
    refuseNone(count);
    int best = 0;
    for (int i = 0; i < count; i++) {
      float value = values.get(from + i * step);
      if (Float.isNaN(value)) {
        return i;
      }
      best = value > values.get(from + best * step) ? i : best;
    }
    return best;
  }

  private static void refuseNone(int count) {
    if (count == 0) {
      throw new IllegalArgumentException(
          "Expected at least one number to choose the least or the largest of. Received: none");
    }
  }

  static Tensor concat(int axis, List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one tensor to join. Received: none");
    }
    Shape first = tensors.get(0).shape();
    int along = first.axis(axis);
    int size = 0;
    for (Tensor tensor : tensors) {
      Shape shape = tensor.shape();
      if (shape.rank() != first.rank() || !shape.with(along, first.size(along)).equals(first)) {
        throw new IllegalArgumentException(
            "Expected tensors of the same shape but for the axis "
                + along
                + ", as the first: "
                + first
                + ". Received: "
                + shape);
      }
      size = Math.addExact(size, shape.size(along));
    }
    int step = product(first, along + 1, first.rank());
    int blocks = product(first, 0, along);
    float[] values = new float[Math.toIntExact(first.with(along, size).elements())];
    int before = 0;
    for (Tensor tensor : tensors) {
      int each = tensor.shape().size(along) * step;
      FloatBuffer source = tensor.buffer();
      for (int block = 0; block < blocks; block++) {
        source.get(block * each, values, block * size * step + before, each);
      }
      before += each;
    }
    return Tensor.of(values, first.with(along, size));
  }

  static Shape without(Shape shape, int axis) {
    int[] sizes = shape.toArray();
    int[] left = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, left, 0, axis);
    System.arraycopy(sizes, axis + 1, left, axis, left.length - axis);
    return Shape.of(left);
  }

  /** A shape with a new axis of size 1, at a place of 0 to rank, or from -1 for the last. */
  static Shape expanded(Shape shape, int axis) {
    int rank = shape.rank() + 1;
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "Expected a new axis of -" + rank + " to " + (rank - 1) + ". Received: " + axis);
    }
    int place = axis < 0 ? axis + rank : axis;
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    System.arraycopy(shape.toArray(), 0, sizes, 0, place);
    System.arraycopy(shape.toArray(), place, sizes, place + 1, rank - 1 - place);
    return Shape.of(sizes);
  }

  /** A shape without its axes of size 1, or without those named, which must have it. */
  static Shape squeezed(Shape shape, int... axes) {
    boolean[] dropped = new boolean[shape.rank()];
    for (int axis : axes) {
      int place = shape.axis(axis);
      if (shape.size(place) != 1) {
        throw new IllegalArgumentException(
            "Expected an axis of size 1 to leave out. Received: axis " + axis + " of " + shape);
      }
      dropped[place] = true;
    }
    int[] sizes = shape.toArray();
    int kept = 0;
    for (int i = 0; i < dropped.length; i++) {
      boolean drop = axes.length == 0 ? sizes[i] == 1 : dropped[i];
      if (!drop) {
        sizes[kept++] = sizes[i];
      }
    }
    return Shape.of(Arrays.copyOf(sizes, kept));
  }

  private static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.size(axis);
    }
    return product;
  }
}
