package io.github.markhor.engine;

import io.github.markhor.tensor.Shape;

/** Says how the elements of a sample's output make one number: their weighted sum. */
@FunctionalInterface
public interface OutputWeights {
  /**
   * The weights of all samples' elements.
   *
   * @param output the shape of the output, (N, ...)
   * @throws IllegalArgumentException if the output is not what they are for
   */
  float[] of(Shape output);
}
