package io.github.markhor.initializers;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Makes arrays of numbers, in C order. */
final class Filled {
  private Filled() {}

  static float[] with(Shape shape, double number) {
    float[] values = new float[count(shape)];
    Arrays.fill(values, (float) number);
    return values;
  }

  static float[] from(Shape shape, DoubleSupplier numbers) {
    float[] values = new float[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.getAsDouble();
    }
    return values;
  }

  static int count(Shape shape) {
    if (shape.elements() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Expected a weight of fewer than 2^31 numbers. Received: " + shape);
    }
    return (int) shape.elements();
  }
}
