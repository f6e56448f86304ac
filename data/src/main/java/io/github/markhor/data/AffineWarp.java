package io.github.markhor.data;

/**
 * Shows a picture turned, moved, sheared and zoomed about its centre: every output pixel takes the
 * value at one point of the input, as SciPy's {@code affine_transform} of order 0 or 1 does. The
 * points are computed in double; a point beyond the picture is folded back by the border's rule,
 * and then the four pixels around it are blended.
 */
final class AffineWarp {
  private final FillMode fillMode;
  private final float cval;
  private final boolean blend;

  /**
   * A warp.
   *
   * @param cval what lies beyond the picture with {@link FillMode#CONSTANT}
   * @param order 1 to blend the four pixels around a point, 0 to take the nearest
   */
  AffineWarp(FillMode fillMode, double cval, int order) {
    this.fillMode = fillMode;
    this.cval = (float) cval;
    this.blend = order == 1;
  }

  /** Writes the transformed picture, both (H, W, C), to {@code to}. */
  void apply(
      PictureTransform transform, float[] from, int height, int width, int channels, float[] to) {
    double[] m = matrix(transform);
    double centreX = width / 2.0 - 0.5;
    double centreY = height / 2.0 - 0.5;
    for (int row = 0; row < height; row++) {
      double down = row - centreY;
      double startX = m[1] * down + m[2] + centreX - m[0] * centreX;
      double startY = m[4] * down + m[5] + centreY - m[3] * centreX;
      int line = row * width * channels;
      if (!blend) {
        pick(startX, m[0], startY, m[3], 0, width, from, height, width, channels, to, line);
        continue;
      }
      // Within the picture no point needs folding, and that is where nearly all of them are.
      int first = Math.max(first(startX, m[0], width), first(startY, m[3], height));
      int end = Math.min(width, Math.min(end(startX, m[0], width), end(startY, m[3], height)));
      // The quotients are rounded, so the points themselves decide; they move one way only.
      while (first < end && !isInside(startX, m[0], startY, m[3], first, height, width)) {
        first++;
      }
      while (first < end && !isInside(startX, m[0], startY, m[3], end - 1, height, width)) {
        end--;
      }
      if (first >= end) {
        first = width;
        end = width;
      }
      edge(startX, m[0], startY, m[3], 0, first, from, height, width, channels, to, line);
      inside(startX, m[0], startY, m[3], first, end, from, width, channels, to, line);
      edge(startX, m[0], startY, m[3], end, width, from, height, width, channels, to, line);
    }
  }

  /** The first two rows of R T S Z: x' = m0 x + m1 y + m2, y' = m3 x + m4 y + m5. */
  static double[] matrix(PictureTransform t) {
    double angle = Math.toRadians(t.theta());
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double slant = Math.toRadians(t.shear());
    double shearX = -Math.sin(slant);
    double shearY = Math.cos(slant);
    return new double[] {
      cos * t.zx(),
      (cos * shearX - sin * shearY) * t.zy(),
      cos * t.tx() - sin * t.ty(),
      sin * t.zx(),
      (sin * shearX + cos * shearY) * t.zy(),
      sin * t.tx() + cos * t.ty()
    };
  }

  /** About the first step at which a point moving along an axis lies on it. */
  private static int first(double start, double step, int length) {
    return step == 0
        ? 0
        : (int) Math.max(0, step > 0 ? -start / step : (length - 1 - start) / step);
  }

  /** About the step from which on it has left the axis again. */
  private static int end(double start, double step, int length) {
    double last = step > 0 ? (length - 1 - start) / step : -start / step;
    return step == 0 ? Integer.MAX_VALUE : (int) Math.max(0, Math.min(last, 1 << 30) + 1);
  }

  /** Whether the point of a column has both its neighbours, on either axis, in the picture. */
  private static boolean isInside(
      double startX, double stepX, double startY, double stepY, int column, int height, int width) {
    double x = startX + column * stepX;
    double y = startY + column * stepY;
    return x >= 0 && x < width - 1 && y >= 0 && y < height - 1;
  }

  private static void inside(
      double startX,
      double stepX,
      double startY,
      double stepY,
      int first,
      int end,
      float[] from,
      int width,
      int channels,
      float[] to,
      int line) {
    if (channels == 3) {
      insideColour(startX, stepX, startY, stepY, first, end, from, width, to, line);
      return;
    }
    int stride = width * channels;
    for (int column = first; column < end; column++) {
      double x = startX + column * stepX;
      double y = startY + column * stepY;
      int ix = (int) x;
      int iy = (int) y;
      float fx = (float) (x - ix);
      float fy = (float) (y - iy);
      int at = iy * stride + ix * channels;
      int out = line + column * channels;
      for (int c = 0; c < channels; c++, at++) {
        float above = from[at] + fx * (from[at + channels] - from[at]);
        float left = from[at + stride];
        float below = left + fx * (from[at + stride + channels] - left);
        to[out + c] = above + fy * (below - above);
      }
    }
  }

  /** The same for three channels, with nothing left to loop over: most pixels come by here. */
  private static void insideColour(
      double startX,
      double stepX,
      double startY,
      double stepY,
      int first,
      int end,
      float[] from,
      int width,
      float[] to,
      int line) {
    int stride = width * 3;
    int out = line + first * 3;
    for (int column = first; column < end; column++, out += 3) {
      double x = startX + column * stepX;
      double y = startY + column * stepY;
      int ix = (int) x;
      int iy = (int) y;
      float fx = (float) (x - ix);
      float fy = (float) (y - iy);
      int top = iy * stride + ix * 3;
      int low = top + stride;
      float above0 = from[top] + fx * (from[top + 3] - from[top]);
      float above1 = from[top + 1] + fx * (from[top + 4] - from[top + 1]);
      float above2 = from[top + 2] + fx * (from[top + 5] - from[top + 2]);
      float below0 = from[low] + fx * (from[low + 3] - from[low]);
      float below1 = from[low + 1] + fx * (from[low + 4] - from[low + 1]);
      float below2 = from[low + 2] + fx * (from[low + 5] - from[low + 2]);
      to[out] = above0 + fy * (below0 - above0);
      to[out + 1] = above1 + fy * (below1 - above1);
      to[out + 2] = above2 + fy * (below2 - above2);
    }
  }

  private void edge(
      double startX,
      double stepX,
      double startY,
      double stepY,
      int first,
      int end,
      float[] from,
      int height,
      int width,
      int channels,
      float[] to,
      int line) {
    for (int column = first; column < end; column++) {
      double x = fold(startX + column * stepX, width);
      double y = fold(startY + column * stepY, height);
      int out = line + column * channels;
      if (Double.isNaN(x) || Double.isNaN(y)) {
        fill(to, out, channels);
        continue;
      }
      int ix = (int) x;
      int iy = (int) y;
      float fx = (float) (x - ix);
      float fy = (float) (y - iy);
      int right = ix + 1 < width ? channels : 0;
      int below = iy + 1 < height ? width * channels : 0;
      int at = (iy * width + ix) * channels;
      for (int c = 0; c < channels; c++, at++) {
        float top = from[at] + fx * (from[at + right] - from[at]);
        float left = from[at + below];
        float bottom = left + fx * (from[at + below + right] - left);
        to[out + c] = top + fy * (bottom - top);
      }
    }
  }

  private void pick(
      double startX,
      double stepX,
      double startY,
      double stepY,
      int first,
      int end,
      float[] from,
      int height,
      int width,
      int channels,
      float[] to,
      int line) {
    for (int column = first; column < end; column++) {
      double x = fold(startX + column * stepX, width);
      double y = fold(startY + column * stepY, height);
      int out = line + column * channels;
      if (Double.isNaN(x) || Double.isNaN(y)) {
        fill(to, out, channels);
      } else {
        int iy = (int) (y + 0.5);
        int at = (iy * width + (int) (x + 0.5)) * channels;
        System.arraycopy(from, at, to, out, channels);
      }
    }
  }

  private void fill(float[] to, int at, int channels) {
    for (int c = 0; c < channels; c++) {
      to[at + c] = cval;
    }
  }

  /** A point of an axis brought into [0, length - 1]; NaN where the border shows {@code cval}. */
  private double fold(double point, int length) {
    double last = length - 1;
    if (point >= 0 && point <= last) {
      return point;
    }
    switch (fillMode) {
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
}
