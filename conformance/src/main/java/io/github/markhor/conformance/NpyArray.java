package io.github.markhor.conformance;

import io.github.markhor.data.numpy.NumpyArray;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;

/**
 * An array of a case, in C order. All types are held as doubles, which hold float32, int32 and the
 * int64 that occur exactly.
 */
public record NpyArray(Shape shape, double[] values) {
  /** One number, of shape (). */
  public static NpyArray of(double value) {
    return new NpyArray(Shape.of(), new double[] {value});
  }

  /** A copy of float32 numbers. */
  public static NpyArray of(Tensor tensor) {
    return of(tensor.shape(), tensor.toArray());
  }

  /** A copy of float32 numbers. */
  public static NpyArray of(Shape shape, float... values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return new NpyArray(shape, copy);
  }

  /** A copy of an array of a file. */
  public static NpyArray of(NumpyArray array) {
    return new NpyArray(array.shape(), array.toDoubles());
  }

  /** As an array to be written, of float64. */
  public NumpyArray numpy() {
    return NumpyArray.of(values, shape);
  }

  /** The numbers rounded to float32. */
  public Tensor tensor() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, shape);
  }

  /** The elements {@code index} of the first axis, in its order. */
  public NpyArray row(int index) {
    Shape rest = shape.dropFirst();
    int size = Math.toIntExact(rest.elements());
    return new NpyArray(rest, Arrays.copyOfRange(values, index * size, (index + 1) * size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NpyArray array
        && shape.equals(array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }
}
