package io.github.markhor.data;

/**
 * Which source pixels make up each target pixel of an axis, and their weights, as Pillow computes
 * them: filters widen with the scale when a picture shrinks.
 */
final class Taps {
  /** The bits behind the point of the whole-number weights. */
  static final int PRECISION = 22;

  /** What a sum begins with, so that cutting it off rounds it. */
  static final int HALF = 1 << (PRECISION - 1);

  final int[] first;
  final double[][] exact;
  final int[][] weights;

  /**
   * The taps of an axis.
   *
   * @param start where the part that is resized begins
   * @param length how long that part is
   * @param limit how long the axis is
   * @param target how many pixels come out
   */
  Taps(Interpolation interpolation, int start, int length, int limit, int target) {
    first = new int[target];
    exact = new double[target][];
    weights = new int[target][];
    double scale = (double) length / target;
    double stretch = Math.max(scale, 1);
    double reach = interpolation.radius() * stretch;
    for (int i = 0; i < target; i++) {
      double centre = start + (i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - reach + 0.5));
      int to = Math.min(limit, (int) (centre + reach + 0.5));
      double[] shares = new double[to - from];
      double sum = 0;
      for (int j = 0; j < shares.length; j++) {
        shares[j] = interpolation.weight((j + from - centre + 0.5) * (1 / stretch));
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
