package io.github.markhor.weights;

import io.github.markhor.Shape;
import io.github.markhor.config.Configurable;

/** Gives a weight its first values. */
public interface Initializer extends Configurable {
  /**
   * Values in C order.
   *
   * @param seed decides the values; an initializer with a seed of its own takes that instead
   */
  float[] values(Shape shape, long seed);
}
