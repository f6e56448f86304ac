package io.github.markhor.data.augment;

import io.github.markhor.data.picture.FillMode;
import java.util.Arrays;

/**
 * The rule for points beyond a picture's edges.
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
        // Between the edge and its double the edge pixel blends with itself: clamping does that.
        return clamp(mirrored(point, length), last);
      case WRAP:
        return last == 0 ? 0 : clamp(wrapped(point, last), last);
      default:
        return clamp(point, last);
    }
  }

  /** In the order of SciPy's operations, so that points between two pixels stay there. */
  private static double mirrored(double point, int length) {
    double period = 2.0 * length;
    if (point < 0) {
      double near = point < -period ? point + period * (long) (-point / period) : point;
      return near < -length ? near + period : -near - 1;
    }
    double near = point - period * (long) (point / period);
    return near >= length ? period - near - 1 : near;
  }

  /** The first pixel lies upon the last; a point sees the one on its own side. */
  private static double wrapped(double point, double last) {
    return point < 0
        ? point + last * ((long) (-point / last) + 1)
        : point - last * (long) (point / last);
  }

  private static double clamp(double point, double last) {
    return Math.max(0, Math.min(point, last));
  }

  void fill(float[] to, int from, int count) {
    Arrays.fill(to, from, from + count, cval);
  }
}
