package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Interpolation;

/**
 * The source pixels that make up each target pixel of an axis, and their weights, as Pillow
 * computes them: filters widen with the scale when a picture shrinks.
 */
final class Taps {
  /** The bits behind the point of the whole-number weights. */
  static final int PRECISION = 22;

  /** The start of a sum, so that cutting the sum off rounds it. */
  static final int HALF = 1 << (PRECISION - 1);

  final int[] first;
  final double[][] exact;
  final int[][] weights;

  /**
   * The taps of an axis.
   *
   * @param start of the part that is resized
   * @param length of that part
   * @param limit the length of the axis
   * @param target the number of target pixels
   */
  Taps(Interpolation interpolation, int start, int length, int limit, int target) {
    first = new int[target];
    exact = new double[target][];
    weights = new int[target][];
    double scale = (double) length / target;
    double stretch = Math.max(scale, 1);
    double reach = PillowFilter.radius(interpolation) * stretch;
    for (int i = 0; i < target; i++) {
      double centre = start + (i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - reach + 0.5));
      int to = Math.min(limit, (int) (centre + reach + 0.5));
      double[] shares = new double[to - from];
      double sum = 0;
      for (int j = 0; j < shares.length; j++) {
        shares[j] = PillowFilter.weight(interpolation, (j + from - centre + 0.5) * (1 / stretch));
        sum += shares[j];
      }
      first[i] = from;
      exact[i] = shares;
      weights[i] = new int[shares.length];
      for (int j = 0; j < shares.length; j++) {
        if (sum != 0) {
          shares[j] /= sum;
        }
        weights[i][j] = (int) (shares[j] * (1 << PRECISION) + (shares[j] < 0 ? -0.5 : 0.5));
      }
    }
  }
}
