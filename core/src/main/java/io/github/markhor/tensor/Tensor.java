package io.github.markhor.tensor;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Numbers with a shape, as they go into a model and come out of it: float32, in C order (the last
 * axis runs fastest). A tensor is a view: it wraps the array or buffer that it is given and copies
 * nothing, so what is written to that array shows here.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * Tensor means = x.mean(1); // (2): 2 and 5
 * Tensor second = x.rows(1); // (1, 3)
 * }</pre>
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

  /** The sizes of the axes. */
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
    if (buffer == null) {
      // A part of samples that are still to be gathered gathers no more than the part.
      return new Tensor(new Rows(rows.of, rows.order, rows.from + from), shape.with(0, to - from));
    }
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
    if (buffer == null) {
      int[] inner = new int[to - from];
      for (int i = 0; i < inner.length; i++) {
        int place = Objects.checkIndex(order[from + i], shape.size(0));
        inner[i] = rows.order[rows.from + place];
      }
      return new Tensor(new Rows(rows.of, inner, 0), shape.with(0, inner.length));
    }
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

  /**
   * The samples of these numbers along the first axis, in this order, (indices, ...): for example
   * those of a fold. A number may come twice. They are copied when someone asks for them.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public Tensor rows(int... indices) {
    for (int index : indices) {
      Objects.checkIndex(index, shape.size(0));
    }
    return gather(indices.clone(), 0, indices.length);
  }

  /**
   * Tensors of one shape behind each other along a new first axis: pictures (H, W, C) become a
   * batch (N, H, W, C).
   *
   * @throws IllegalArgumentException if shapes differ
   */
  public static Tensor stack(Tensor... tensors) {
    return stack(Arrays.asList(tensors));
  }

  /** The same of a list. */
  public static Tensor stack(List<Tensor> tensors) {
    return TensorAxes.concat(0, tensors.stream().map(tensor -> tensor.expandDims(0)).toList());
  }

  /**
   * Tensors joined along an axis that is there, which -1 counts from the last.
   *
   * @throws IllegalArgumentException if shapes differ in another axis
   */
  public static Tensor concat(int axis, Tensor... tensors) {
    return TensorAxes.concat(axis, Arrays.asList(tensors));
  }

  /**
   * The same numbers with a new axis of size 1 at a place, -1 for the last; {@code expandDims(0)}
   * makes a batch of one picture.
   */
  public Tensor expandDims(int axis) {
    return new Tensor(gathered(), TensorAxes.expanded(shape, axis), owner);
  }

  /**
   * The same numbers without the axes of size 1; with axes named, without these.
   *
   * @throws IllegalArgumentException if an axis that is named is not of size 1
   */
  public Tensor squeeze(int... axes) {
    return new Tensor(gathered(), TensorAxes.squeezed(shape, axes), owner);
  }

  /**
   * The place of the largest number along an axis, of equal ones the first; of predictions (N,
   * classes), {@code argMax(-1)} is the class of each, (N,). NaN counts as the largest.
   */
  public Tensor argMax(int axis) {
    return TensorAxes.reduce(this, axis, TensorAxes::argMax);
  }

  /** The sums along an axis, which the result lacks; added up in double. */
  public Tensor sum(int axis) {
    return TensorAxes.reduce(this, axis, TensorAxes::sum);
  }

  /** The means along an axis, which the result lacks; NaN of no numbers. */
  public Tensor mean(int axis) {
    return TensorAxes.reduce(this, axis, TensorAxes::mean);
  }

  /** The least numbers along an axis, which the result lacks. */
  public Tensor min(int axis) {
    return TensorAxes.reduce(this, axis, TensorAxes::min);
  }

  /** The largest numbers along an axis, which the result lacks. */
  public Tensor max(int axis) {
    return TensorAxes.reduce(this, axis, TensorAxes::max);
  }

  /** The sum of all numbers, added up in double. */
  public double sum() {
    return TensorAxes.sum(numbers(), 0, 1, numbers().limit());
  }

  /** The mean of all numbers; NaN of none. */
  public double mean() {
    return TensorAxes.mean(numbers(), 0, 1, numbers().limit());
  }

  /** The least of all numbers; NaN if one is. */
  public double min() {
    return TensorAxes.min(numbers(), 0, 1, numbers().limit());
  }

  /** The largest of all numbers; NaN if one is. */
  public double max() {
    return TensorAxes.max(numbers(), 0, 1, numbers().limit());
  }

  /** A function of each number, in a new tensor. */
  public Tensor map(DoubleUnaryOperator function) {
    float[] values = toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.applyAsDouble(values[i]);
    }
    return of(values, shape);
  }

  /**
   * A function of each number and the one at its place in another tensor, in a new tensor: {@code
   * x.map(y, Math::hypot)}.
   *
   * @throws IllegalArgumentException if the other is not of this shape
   */
  public Tensor map(Tensor other, DoubleBinaryOperator function) {
    if (!other.shape.equals(shape)) {
      throw new IllegalArgumentException(
          "Expected a tensor of the same shape, " + shape + ". Received: " + other.shape);
    }
    float[] values = toArray();
    FloatBuffer others = other.numbers();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.applyAsDouble(values[i], others.get(i));
    }
    return of(values, shape);
  }

  /** Each number plus another. */
  public Tensor add(double number) {
    float rounded = (float) number;
    return map(x -> (float) x + rounded);
  }

  /** Each number times another. */
  public Tensor mul(double number) {
    float rounded = (float) number;
    return map(x -> (float) x * rounded);
  }

  /** Each number divided by another. */
  public Tensor div(double number) {
    float rounded = (float) number;
    return map(x -> (float) x / rounded);
  }

  /** The sums with the numbers of a tensor of the same shape. */
  public Tensor add(Tensor other) {
    return map(other, (x, y) -> (float) x + (float) y);
  }

  /** The differences from the numbers of a tensor of the same shape. */
  public Tensor sub(Tensor other) {
    return map(other, (x, y) -> (float) x - (float) y);
  }

  /** The products with the numbers of a tensor of the same shape. */
  public Tensor mul(Tensor other) {
    return map(other, (x, y) -> (float) x * (float) y);
  }

  /** The quotients by the numbers of a tensor of the same shape. */
  public Tensor div(Tensor other) {
    return map(other, (x, y) -> (float) x / (float) y);
  }

  /** A number by its place in C order; gathers nothing. */
  float at(int place) {
    if (buffer != null) {
      return numbers().get(place);
    }
    int each = Math.toIntExact(shape.dropFirst().elements());
    return rows.of.at(rows.order[rows.from + place / each] * each + place % each);
  }

  /**
   * The shape and the numbers as NumPy prints them, of more than a thousand those at the edges:
   *
   * <pre>
   * Tensor(2, 3)
   * [[0.5 1.  0. ]
   *  [0.  2.  4. ]]
   * </pre>
   */
  @Override
  public String toString() {
    String title = "Tensor" + shape;
    if (owner instanceof HostMemory memory && memory.isFreed()) {
      return title + " whose memory has been freed";
    }
    String numbers = TensorText.of(this);
    return title + (numbers.contains("\n") || shape.rank() > 1 ? "\n" : " ") + numbers;
  }
}
