package io.github.markhor.backend;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Type;
import io.github.markhor.tensor.Shape;
import java.util.Random;

/**
 * An input of a case: its type, and how its numbers are made.
 *
 * @param discrete whether the numbers are whole and often equal; no gradient is taken by them
 */
public record Operand(Type type, boolean discrete, Numbers numbers) {
  /** Makes the numbers; the same source gives the same ones. */
  interface Numbers {
    float[] make(int count, Random source);
  }

  /** Numbers between low and high. */
  public static Operand between(double low, double high, int... sizes) {
    return new Operand(
        Type.float32(Shape.of(sizes)),
        false,
        (count, source) -> {
          float[] values = new float[count];
          for (int i = 0; i < count; i++) {
            values[i] = (float) (low + (high - low) * source.nextDouble());
          }
          return values;
        });
  }

  /** Numbers between -2 and 2. */
  public static Operand of(int... sizes) {
    return between(-2, 2, sizes);
  }

  /** Whole numbers from low to high, both included. */
  public static Operand whole(DType dtype, int low, int high, int... sizes) {
    return new Operand(
        new Type(Shape.of(sizes), dtype),
        true,
        (count, source) -> {
          float[] values = new float[count];
          for (int i = 0; i < count; i++) {
            values[i] = low + source.nextInt(high - low + 1);
          }
          return values;
        });
  }

  public static Operand whole(int low, int high, int... sizes) {
    return whole(DType.FLOAT32, low, high, sizes);
  }

  /** A vector of these numbers. */
  public static Operand listed(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new Operand(
        Type.float32(Shape.of(values.length)), true, (count, source) -> floats.clone());
  }

  public Shape shape() {
    return type.shape();
  }

  int count() {
    return Math.toIntExact(shape().elements());
  }
}
