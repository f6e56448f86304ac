package io.github.markhor.data.augment;

import io.github.markhor.data.picture.FillMode;
import io.github.markhor.data.picture.PictureTransform;

/**
 * Shows a picture turned, moved, sheared, zoomed and flipped, about its centre: every output pixel
 * takes the value at one point of the input, as SciPy's {@code affine_transform} of order 0 or 1
 * does. The points are computed in double; a point beyond the picture is folded back by the
 * border's rule, and then the four pixels around it are blended.
 */
public final class AffineWarp {
  private final Border border;
  private final boolean blend;
  private final boolean swapsCentre;

  /**
   * A warp for pictures of any size.
   *
   * @param cval the value beyond the picture with {@link FillMode#CONSTANT}
   * @param order 1 to blend the four pixels around a point, 0 to take the nearest
   * @param swapsCentre whether height and width are swapped in the centre, as Keras does
   */
  public AffineWarp(FillMode fillMode, double cval, int order, boolean swapsCentre) {
    this.border = new Border(fillMode, (float) cval);
    this.blend = order == 1;
    this.swapsCentre = swapsCentre;
  }

  /** Writes the transformed picture, both (H, W, C), to {@code to}. */
  void apply(
      PictureTransform transform, float[] from, int height, int width, int channels, float[] to) {
    double centreX = (swapsCentre ? height : width) / 2.0 - 0.5;
    double centreY = (swapsCentre ? width : height) / 2.0 - 0.5;
    WarpRow row = new WarpRow(matrix(transform), centreX, centreY, height, width, transform);
    UprightWarp upright =
        blend && row.isUpright()
            ? new UprightWarp(border, from, height, width, channels, to)
            : null;
    for (int i = 0; i < height; i++) {
      row.moveTo(i);
      if (upright != null) {
        upright.apply(row);
      } else if (blend) {
        edge(row, 0, row.first(), from, height, width, channels, to);
        inside(row, from, width, channels, to);
        edge(row, row.end(), width, from, height, width, channels, to);
      } else {
        pick(row, from, height, width, channels, to);
      }
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
      Math.fma(-sin, shearY, cos * shearX) * t.zy(),
      Math.fma(-sin, t.ty(), cos * t.tx()),
      sin * t.zx(),
      Math.fma(cos, shearY, sin * shearX) * t.zy(),
      Math.fma(cos, t.ty(), sin * t.tx())
    };
  }

  private static void inside(WarpRow row, float[] from, int width, int channels, float[] to) {
    if (channels == 3) {
      insideColour(row, from, width, to);
      return;
    }
    int stride = width * channels;
    for (int column = row.first(); column < row.end(); column++) {
      double x = row.x(column);
      double y = row.y(column);
      int ix = (int) x;
      int iy = (int) y;
      float fx = (float) (x - ix);
      float fy = (float) (y - iy);
      int at = iy * stride + ix * channels;
      int out = (row.target() + column * row.targetStep()) * channels;
      for (int c = 0; c < channels; c++, at++) {
        float above = from[at] + fx * (from[at + channels] - from[at]);
        float left = from[at + stride];
        float below = left + fx * (from[at + stride + channels] - left);
        to[out + c] = above + fy * (below - above);
      }
    }
  }

  /** The same for three channels, without a loop over them: most pixels are computed here. */
  private static void insideColour(WarpRow row, float[] from, int width, float[] to) {
    double startX = row.startX();
    double stepX = row.stepX();
    double startY = row.startY();
    double stepY = row.stepY();
    int end = row.end();
    int targetStep = row.targetStep() * 3;
    int stride = width * 3;
    int out = row.target() * 3 + row.first() * targetStep;
    for (int column = row.first(); column < end; column++, out += targetStep) {
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
      WarpRow row,
      int first,
      int end,
      float[] from,
      int height,
      int width,
      int channels,
      float[] to) {
    for (int column = first; column < end; column++) {
      double x = border.fold(row.x(column), width);
      double y = border.fold(row.y(column), height);
      int out = (row.target() + column * row.targetStep()) * channels;
      if (Double.isNaN(x) || Double.isNaN(y)) {
        border.fill(to, out, channels);
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

  private void pick(WarpRow row, float[] from, int height, int width, int channels, float[] to) {
    for (int column = 0; column < width; column++) {
      double x = border.fold(row.x(column), width);
      double y = border.fold(row.y(column), height);
      int out = (row.target() + column * row.targetStep()) * channels;
      if (Double.isNaN(x) || Double.isNaN(y)) {
        border.fill(to, out, channels);
      } else {
        int iy = (int) (y + 0.5);
        int at = (iy * width + (int) (x + 0.5)) * channels;
        System.arraycopy(from, at, to, out, channels);
      }
    }
  }
}
