package io.github.markhor.initializers;

import io.github.markhor.config.Configurable;
import io.github.markhor.tensor.Shape;
import java.util.function.DoubleSupplier;

/** Gives a weight its first values. */
public interface Initializer extends Configurable {
  /**
   * Values in C order.
   *
   * @param seed decides the values, unless the initializer has a seed of its own
   */
  float[] values(Shape shape, long seed);

  /**
   * The same values one after the other, from which a model is filled: a large weight then needs no
   * second array. By default they are read from the array of {@link #values}.
   */
  default DoubleSupplier numbers(Shape shape, long seed) {
    float[] values = values(shape, seed);
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(
          "Expected "
              + shape.elements()
              + " numbers of the initializer "
              + className()
              + " for the shape "
              + shape
              + ". Received: "
              + values.length);
    }
    int[] next = {0};
    return () -> values[next[0]++];
  }
}
