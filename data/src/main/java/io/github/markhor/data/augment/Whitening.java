package io.github.markhor.data.augment;

import io.github.markhor.data.natives.OpenCv;
import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;

/**
 * Whitens pictures by ZCA: values become uncorrelated and of variance 1 with the least change, so
 * that a picture still looks like itself.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf">Krizhevsky, 2009,
 *     appendix A</a>
 */
public final class Whitening {
  private final int size;

  /** U diag(sqrt(n) / (S + epsilon)) Uᵀ, row by row; symmetric. */
  private final float[] matrix;

  private Whitening(int size, float[] matrix) {
    this.size = size;
    this.matrix = matrix;
  }

  /**
   * Learns from pictures.
   *
   * @param values the pictures one after the other, centred
   * @param count of the pictures
   */
  static Whitening of(float[] values, int count, double epsilon) {
    int size = values.length / count;
    int rank = Math.min(size, count);
    if ((long) size * size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Expected pictures of at most 46,000 values for zcaWhitening, whose matrix has the square"
              + " of that. Received: pictures of "
              + size
              + " values");
    }
    double[] transposed = new double[values.length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < size; j++) {
        transposed[j * count + i] = values[i * size + j];
      }
    }
    double[] s = new double[rank];
    double[] u = new double[size * rank];
    double[] vt = new double[rank * count];
    OpenCv.load();
    int failed =
        openblas.LAPACKE_dgesdd(
            openblas.LAPACK_ROW_MAJOR,
            (byte) 'S',
            size,
            count,
            transposed,
            count,
            s,
            u,
            rank,
            vt,
            count);
    if (failed != 0) {
      throw new IllegalArgumentException(
          "Expected pictures of finite values whose singular values can be found, for"
              + " zcaWhitening. Received: LAPACK's error "
              + failed);
    }
    return new Whitening(size, product(u, size, rank, s, Math.sqrt(count), epsilon));
  }

  private static float[] product(
      double[] u, int size, int rank, double[] s, double root, double epsilon) {
    double[] scaled = new double[rank];
    float[] matrix = new float[size * size];
    double[] row = new double[size];
    double[] columns = transpose(u, size, rank);
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < rank; k++) {
        scaled[k] = u[i * rank + k] * (root / (s[k] + epsilon));
      }
      Arrays.fill(row, 0);
      for (int k = 0; k < rank; k++) {
        addScaled(columns, k * size, scaled[k], row);
      }
      for (int j = 0; j < size; j++) {
        matrix[i * size + j] = (float) row[j];
      }
    }
    return matrix;
  }

  private static double[] transpose(double[] u, int size, int rank) {
    double[] columns = new double[u.length];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < rank; k++) {
        columns[k * size + i] = u[i * rank + k];
      }
    }
    return columns;
  }

  private static void addScaled(double[] from, int at, double factor, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * from[at + j];
    }
  }

  /** Whitens pictures in place. */
  void apply(float[] pictures, int values) {
    if (values % size != 0) {
      throw new IllegalArgumentException(
          "Expected pictures of the size that the whitening was fitted on, "
              + size
              + " values. Received: "
              + values);
    }
    float[] whitened = new float[size];
    for (int from = 0; from < values; from += size) {
      Arrays.fill(whitened, 0);
      for (int i = 0; i < size; i++) {
        addRow(i * size, pictures[from + i], whitened);
      }
      System.arraycopy(whitened, 0, pictures, from, size);
    }
  }

  private void addRow(int row, float factor, float[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * matrix[row + j];
    }
  }
}
