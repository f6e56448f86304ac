package io.github.markhor.data.numpy;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An array as NumPy stores it: numbers of any of its types, in C order (the last axis runs
 * fastest). Read and written by {@link Npy} and {@link Npz}. Immutable.
 */
public final class NumpyArray {
  private final NumpyType type;
  private final Shape shape;

  /** Least byte first. */
  private final ByteBuffer elements;

  NumpyArray(NumpyType type, Shape shape, ByteBuffer elements) {
    this.type = type;
    this.shape = shape;
    this.elements = elements.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A copy of a tensor, as float32. */
  public static NumpyArray of(Tensor tensor) {
    float[] values = tensor.toArray();
    ByteBuffer elements = allocate(values.length, Float.BYTES);
    elements.asFloatBuffer().put(values);
    return new NumpyArray(NumpyType.FLOAT32, tensor.shape(), elements);
  }

  /** A copy of numbers, as float64. */
  public static NumpyArray of(double[] values, Shape shape) {
    checkCount(values.length, shape);
    ByteBuffer elements = allocate(values.length, Double.BYTES);
    elements.asDoubleBuffer().put(values);
    return new NumpyArray(NumpyType.FLOAT64, shape, elements);
  }

  /** A copy of numbers, as int32. */
  public static NumpyArray of(int[] values, Shape shape) {
    checkCount(values.length, shape);
    ByteBuffer elements = allocate(values.length, Integer.BYTES);
    elements.asIntBuffer().put(values);
    return new NumpyArray(NumpyType.INT32, shape, elements);
  }

  /** A copy of bytes, as uint8: pictures of levels 0 to 255. */
  public static NumpyArray of(byte[] values, Shape shape) {
    checkCount(values.length, shape);
    return new NumpyArray(NumpyType.UINT8, shape, ByteBuffer.wrap(values.clone()));
  }

  private static void checkCount(int count, Shape shape) {
    if (count != shape.elements()) {
      throw new IllegalArgumentException(
          "Expected as many numbers as the shape "
              + shape
              + " holds, "
              + shape.elements()
              + ". Received: "
              + count);
    }
  }

  private static ByteBuffer allocate(int count, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The sizes of the axes. */
  public Shape shape() {
    return shape;
  }

  /** NumPy's name of the type: {@code <f4} is float32, {@code |u1} a byte of 0 to 255. */
  public String dtype() {
    return type.descr();
  }

  /** Whether the numbers are floating ones; otherwise they are whole, or booleans as 0 and 1. */
  public boolean isFloat() {
    return type.isFloat();
  }

  /** The number of elements. */
  public int size() {
    return Math.toIntExact(shape.elements());
  }

  /** An element, counted in C order. */
  public double getDouble(int index) {
    return type.getDouble(elements, index);
  }

  /** A whole element, counted in C order; those of uint64 from 2⁶³ on come out negative. */
  public long getLong(int index) {
    return type.getLong(elements, index);
  }

  /** All elements, in C order. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = getDouble(i);
    }
    return values;
  }

  /** All elements rounded to float32: as inputs and labels of a model. */
  public Tensor toTensor() {
    float[] values = new float[size()];
    if (type == NumpyType.FLOAT32) {
      elements.asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) getDouble(i);
      }
    }
    return Tensor.of(values, shape);
  }

  NumpyType type() {
    return type;
  }

  /** The bytes of the elements, least byte first. */
  ByteBuffer elements() {
    return elements.duplicate().clear();
  }
}
