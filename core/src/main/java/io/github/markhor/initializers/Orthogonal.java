package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/**
 * A matrix of orthonormal columns, or rows where it has fewer of these, times {@code gain}
 * (default: 1); of a kernel, all axes but the last together are the rows. Saxe, McClelland and
 * Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"
 * (2013).
 */
public final class Orthogonal extends Seeded<Orthogonal> {
  private final double gain;

  private Orthogonal(double gain) {
    this.gain = gain;
  }

  /** An orthogonal matrix, with the gain 1. */
  public static Orthogonal of() {
    return of(1);
  }

  /** An orthogonal matrix times {@code gain}. */
  public static Orthogonal of(double gain) {
    return new Orthogonal(gain);
  }

  static Orthogonal fromConfig(Config config) {
    return of(config.getDouble("gain", 1)).seeded(config);
  }

  /**
   * The matrix.
   *
   * @throws IllegalArgumentException if the shape has fewer than two axes
   */
  @Override
  public float[] values(Shape shape, long seed) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Expected at least two axes for an orthogonal matrix. Received: shape=" + shape);
    }
    int columns = shape.size(-1);
    int rows = columns == 0 ? 0 : Filled.count(shape) / columns;
    boolean wide = rows < columns;
    double[][] vectors = vectors(Math.min(rows, columns), Math.max(rows, columns), seed);
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double element = wide ? vectors[row][column] : vectors[column][row];
        values[row * columns + column] = (float) (gain * element);
      }
    }
    return values;
  }

  /** Orthonormal vectors by the Gram-Schmidt method, with two passes against rounding. */
  private double[][] vectors(int count, int length, long modelSeed) {
    Draws draws = new Draws(seedOr(modelSeed));
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      for (int k = 0; k < length; k++) {
        vector[k] = draws.normal();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double overlap = product(vector, vectors[j]);
          for (int k = 0; k < length; k++) {
            vector[k] -= overlap * vectors[j][k];
          }
        }
        double norm = Math.sqrt(product(vector, vector));
        for (int k = 0; k < length; k++) {
          vector[k] /= norm;
        }
      }
    }
    return vectors;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @Override
  protected void addTo(Config config) {
    config.with("gain", gain);
  }
}
