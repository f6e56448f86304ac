package io.github.markhor.data;

import java.util.Arrays;

/**
 * What lies beyond a picture's edges.
 *
 * @param cval the value there with {@link FillMode#CONSTANT}
 */
record Border(FillMode mode, float cval) {
  /** A point of an axis brought into [0, length - 1]; NaN where the border shows {@code cval}. */
  double fold(double point, int length) {
    double last = length - 1;
    if (point >= 0 && point <= last) {
      return point;
    }
    switch (mode) {
      case CONSTANT:
        return Double.NaN;
      case REFLECT:
        double period = 2.0 * length;
        // Half a pixel beyond the edge lies the mirror: there the doubled edge pixel blends alone.
        double shifted = point + 0.5 - period * Math.floor((point + 0.5) / period);
        double mirrored = shifted > length ? period - shifted : shifted;
        return clamp(mirrored - 0.5, last);
      case WRAP:
        return last == 0 ? 0 : clamp(point - last * Math.floor(point / last), last);
      default:
        return clamp(point, last);
    }
  }

  private static double clamp(double point, double last) {
    return Math.max(0, Math.min(point, last));
  }

  void fill(float[] to, int from, int count) {
    Arrays.fill(to, from, from + count, cval);
  }
}
