package io.github.markhor.layers;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * Mean and variance of numbers that come in batches (N, ...), separate for each place on some axes.
 * Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products" (1962).
 */
final class Moments {
  private final Shape sample;
  private final int[] axes;
  private final long[] counts;
  private final double[] means;
  private final double[] squares;

  /**
   * @param axes the axes of the places, counted without the batch, in ascending order
   */
  Moments(Shape sample, int[] axes) {
    this.sample = sample;
    this.axes = axes;
    int places = 1;
    for (int axis : axes) {
      places *= sample.size(axis);
    }
    counts = new long[places];
    means = new double[places];
    squares = new double[places];
  }

  void add(Tensor batch) {
    if (!batch.shape().dropFirst().equals(sample)) {
      throw new IllegalArgumentException(
          "Expected samples of shape " + sample + ", as the first. Received: " + batch.shape());
    }
    int[] steps = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      steps[i] = 1;
      for (int axis = axes[i] + 1; axis < sample.rank(); axis++) {
        steps[i] *= sample.size(axis);
      }
    }
    FloatBuffer numbers = batch.buffer();
    for (int at = 0; at < numbers.limit(); at++) {
      int place = 0;
      for (int i = 0; i < axes.length; i++) {
        int size = sample.size(axes[i]);
        place = place * size + at / steps[i] % size;
      }
      double difference = numbers.get(at) - means[place];
      means[place] += difference / ++counts[place];
      squares[place] += difference * (numbers.get(at) - means[place]);
    }
  }

  float[] means() {
    float[] result = new float[means.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) means[i];
    }
    return result;
  }

  /** The squares over the count, not over one less. */
  float[] variances() {
    float[] result = new float[squares.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (squares[i] / counts[i]);
    }
    return result;
  }
}
