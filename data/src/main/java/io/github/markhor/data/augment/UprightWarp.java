package io.github.markhor.data.augment;

/**
 * Blends where pictures are not turned, as by shear, zoom and shift: all points of an output row
 * have the same height. Two rows are therefore blended first, in a loop that the compiler turns
 * into vector instructions, and then pairs of neighbours in the blended row. That is half the work
 * of blending four pixels for each point.
 */
final class UprightWarp {
  private final Border border;
  private final float[] from;
  private final int height;
  private final int width;
  private final int channels;
  private final float[] to;
  private final float[] line;

  /** A warp from one picture to another, both (H, W, C). */
  UprightWarp(Border border, float[] from, int height, int width, int channels, float[] to) {
    this.border = border;
    this.from = from;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.to = to;
    this.line = new float[width * channels];
  }

  /** Writes one row. */
  void apply(WarpRow row) {
    double y = border.fold(row.startY(), height);
    if (Double.isNaN(y)) {
      border.fill(
          to,
          Math.min(row.target(), row.target() + (width - 1) * row.targetStep()) * channels,
          line.length);
      return;
    }
    int iy = (int) y;
    int low = Math.min(iy + 1, height - 1);
    blendRows(from, iy * line.length, low * line.length, (float) (y - iy), line);
    edge(row, 0, row.first());
    if (channels == 3) {
      insideColour(row, line, to);
    } else {
      inside(row);
    }
    edge(row, row.end(), width);
  }

  private static void blendRows(float[] from, int top, int low, float share, float[] line) {
    for (int i = 0; i < line.length; i++) {
      float above = from[top + i];
      line[i] = above + share * (from[low + i] - above);
    }
  }

  private static void insideColour(WarpRow row, float[] line, float[] to) {
    double start = row.startX();
    double step = row.stepX();
    int end = row.end();
    int targetStep = row.targetStep() * 3;
    int out = row.target() * 3 + row.first() * targetStep;
    for (int column = row.first(); column < end; column++, out += targetStep) {
      double x = start + column * step;
      int ix = (int) x;
      float share = (float) (x - ix);
      int at = ix * 3;
      float red = line[at];
      float green = line[at + 1];
      float blue = line[at + 2];
      to[out] = red + share * (line[at + 3] - red);
      to[out + 1] = green + share * (line[at + 4] - green);
      to[out + 2] = blue + share * (line[at + 5] - blue);
    }
  }

  private void inside(WarpRow row) {
    for (int column = row.first(); column < row.end(); column++) {
      double x = row.x(column);
      int ix = (int) x;
      blend(ix, ix + 1, (float) (x - ix), (row.target() + column * row.targetStep()) * channels);
    }
  }

  private void edge(WarpRow row, int first, int end) {
    for (int column = first; column < end; column++) {
      int out = (row.target() + column * row.targetStep()) * channels;
      double x = border.fold(row.x(column), width);
      if (Double.isNaN(x)) {
        border.fill(to, out, channels);
      } else {
        int ix = (int) x;
        blend(ix, Math.min(ix + 1, width - 1), (float) (x - ix), out);
      }
    }
  }

  private void blend(int left, int right, float share, int out) {
    for (int c = 0; c < channels; c++) {
      float value = line[left * channels + c];
      to[out + c] = value + share * (line[right * channels + c] - value);
    }
  }
}
