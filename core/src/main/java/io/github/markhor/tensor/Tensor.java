package io.github.markhor.tensor;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Numbers with a shape, as they go into a model and come out of it: float32, in C order (the last
 * axis runs fastest). A tensor is a view: it wraps the array or buffer that it is given and copies
 * nothing, so what is written to that array shows here.
 *
 * <p>Labels, pictures and weights are all tensors; a batch of pictures has the shape (N, H, W, C).
 */
public final class Tensor implements Tensors {
  /** The numbers; null for samples of another tensor that have not been gathered yet. */
  private FloatBuffer buffer;

  private final Shape shape;

  /** The owner of the buffer's memory, kept alive as long as a view of it; or null. */
  private final Object owner;

  /** The samples that this gathers, or null. */
  private final Rows rows;

  /** Samples of a tensor in some order. */
  private record Rows(Tensor of, int[] order, int from) {
    /** Copies the samples one after the other into a buffer, from 0 on. */
    void copyTo(FloatBuffer target, int count) {
      FloatBuffer source = of.numbers();
      int each = Math.toIntExact(of.shape.dropFirst().elements());
      for (int i = 0; i < count; i++) {
        target.put(i * each, source, order[from + i] * each, each);
      }
    }
  }

  private Tensor(Rows rows, Shape shape) {
    this.rows = rows;
    this.shape = shape;
    this.owner = null;
  }

  private Tensor(FloatBuffer buffer, Shape shape, Object owner) {
    if (buffer.remaining() != shape.elements()) {
      throw new IllegalArgumentException(
          "Expected as many numbers as the shape "
              + shape
              + " holds, "
              + shape.elements()
              + ". Received: "
              + buffer.remaining());
    }
    this.buffer = buffer;
    this.shape = shape;
    this.owner = owner;
    this.rows = null;
  }

  /** Wraps an array; without sizes, as a vector. */
  public static Tensor of(float[] values, int... sizes) {
    return of(values, sizes.length == 0 ? Shape.of(values.length) : Shape.of(sizes));
  }

  /** Wraps an array. */
  public static Tensor of(float[] values, Shape shape) {
    return new Tensor(FloatBuffer.wrap(values), shape, null);
  }

  /**
   * Wraps what remains of a buffer, heap or direct, in the machine's byte order. The tensor is
   * valid as long as the buffer's memory is.
   */
  public static Tensor of(FloatBuffer buffer, Shape shape) {
    return of(buffer, shape, null);
  }

  /**
   * Wraps what remains of a buffer whose memory lives as long as its owner: the tensor keeps the
   * owner from the garbage collector. Once an owner that is a {@link HostMemory} has been closed,
   * the numbers cannot be asked for any more.
   */
  public static Tensor of(FloatBuffer buffer, Shape shape, Object owner) {
    if (buffer.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "Expected a buffer in the machine's byte order, "
              + ByteOrder.nativeOrder()
              + ". Received: "
              + buffer.order());
    }
    return new Tensor(buffer.slice(), shape, owner);
  }

  /** Copies rows of equal length into a matrix (rows, columns). */
  public static Tensor of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException(
            "Expected rows of equal length, "
                + columns
                + " as the first. Received: row "
                + row
                + " of length "
                + rows[row].length);
      }
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return of(values, rows.length, columns);
  }

  /** Copies pictures given as [N][H][W][C]. */
  public static Tensor of(float[][][][] pictures) {
    int n = pictures.length;
    int h = n == 0 ? 0 : pictures[0].length;
    int w = h == 0 ? 0 : pictures[0][0].length;
    int c = w == 0 ? 0 : pictures[0][0][0].length;
    float[] values = new float[Math.toIntExact((long) n * h * w * c)];
    int at = 0;
    for (float[][][] picture : pictures) {
      checkLength("picture height", h, picture.length);
      for (float[][] line : picture) {
        checkLength("picture width", w, line.length);
        for (float[] pixel : line) {
          checkLength("channel count", c, pixel.length);
          System.arraycopy(pixel, 0, values, at, c);
          at += c;
        }
      }
    }
    return of(values, n, h, w, c);
  }

  private static void checkLength(String what, int expected, int received) {
    if (received != expected) {
      throw new IllegalArgumentException(
          "Expected every "
              + what
              + " to be "
              + expected
              + ", as the first. Received: "
              + received);
    }
  }

  /** Wraps numbers as a vector, of shape (n,). */
  public static Tensor vector(float... values) {
    return of(values, values.length);
  }

  /** Labels as class numbers, of shape (n,). */
  public static Tensor ofLabels(int... labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = labels[i];
    }
    return of(values);
  }

  /** Zeros, on the heap. */
  public static Tensor zeros(int... sizes) {
    Shape shape = Shape.of(sizes);
    return of(new float[Math.toIntExact(shape.elements())], shape);
  }

  public Shape shape() {
    return shape;
  }

  /** This tensor alone. */
  @Override
  public List<Tensor> list() {
    return List.of(this);
  }

  /** None: there is only one. */
  @Override
  public List<String> names() {
    return List.of();
  }

  /**
   * The numbers: a fresh view whose position is 0 and whose limit is their count.
   *
   * @throws IllegalStateException if their memory has been freed
   */
  public FloatBuffer buffer() {
    return numbers().duplicate();
  }

  /** The buffer, whose memory is there: reading what is freed would end the process. */
  private FloatBuffer numbers() {
    if (owner instanceof HostMemory memory) {
      memory.address();
    }
    return gathered();
  }

  /** The buffer, whether its memory is still there or not. */
  private FloatBuffer gathered() {
    if (buffer == null) {
      FloatBuffer made = FloatBuffer.allocate(Math.toIntExact(shape.elements()));
      rows.copyTo(made, shape.size(0));
      buffer = made;
    }
    return buffer;
  }

  /** A copy of the numbers. */
  public float[] toArray() {
    float[] values = new float[Math.toIntExact(shape.elements())];
    numbers().duplicate().get(values);
    return values;
  }

  /** The number at an index, one coordinate for each axis. */
  public float get(int... index) {
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException(
          "Expected "
              + shape.rank()
              + " coordinates for the shape "
              + shape
              + ". Received: "
              + index.length);
    }
    int offset = 0;
    for (int axis = 0; axis < index.length; axis++) {
      offset = offset * shape.size(axis) + Objects.checkIndex(index[axis], shape.size(axis));
    }
    return numbers().get(offset);
  }

  /** The same numbers in another shape; nothing is copied. */
  public Tensor reshape(int... sizes) {
    return new Tensor(gathered(), Shape.of(sizes), owner);
  }

  /**
   * The samples {@code from} (inclusive) to {@code to} (exclusive) along the first axis; no copy.
   */
  public Tensor slice(int from, int to) {
    Objects.checkFromToIndex(from, to, shape.size(0));
    int each = Math.toIntExact(shape.dropFirst().elements());
    FloatBuffer view = gathered().duplicate().position(from * each).limit(to * each).slice();
    return new Tensor(view, shape.with(0, to - from), owner);
  }

  /**
   * The samples {@code order[from]} to {@code order[to - 1]} along the first axis. They are copied
   * when someone asks for the numbers, or by {@link #copyTo} straight to where they are needed.
   */
  public Tensor gather(int[] order, int from, int to) {
    Objects.checkFromToIndex(from, to, order.length);
    return new Tensor(new Rows(this, order, from), shape.with(0, to - from));
  }

  /** Whether the numbers lie together; false for samples that are still to be gathered. */
  public boolean isGathered() {
    return buffer != null;
  }

  /**
   * Copies the numbers into a buffer, from its index 0 on.
   *
   * @throws IndexOutOfBoundsException if the buffer is too small
   */
  public void copyTo(FloatBuffer target) {
    if (buffer == null) {
      rows.copyTo(target, shape.size(0));
    } else {
      target.put(0, numbers(), 0, buffer.limit());
    }
  }

  /** A copy on the heap, independent of what this tensor wraps. */
  public Tensor copy() {
    return of(toArray(), shape);
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
