package io.github.markhor.data.augment;

import io.github.markhor.data.picture.PictureTransform;

/**
 * The points of the input that one output row shows, from column to column in equal steps, and the
 * places of their pixels in the output. One object is moved from row to row.
 */
final class WarpRow {
  private final double[] map;
  private final double shiftX;
  private final double shiftY;
  private final int height;
  private final int width;
  private final boolean flipColumns;
  private final boolean flipRows;

  private double rowX;
  private double rowY;
  private double startX;
  private double startY;
  private int first;
  private int end;
  private int targetRow;

  /**
   * A row that has yet to be moved to its place.
   *
   * @param map the first two rows of the affine matrix
   */
  WarpRow(
      double[] map,
      double centreX,
      double centreY,
      int height,
      int width,
      PictureTransform transform) {
    this.map = map;
    // Keras multiplies matrices by NumPy, whose products are added up without rounding them first.
    this.shiftX = Math.fma(map[1], -centreY, map[0] * -centreX) + (map[2] + centreX);
    this.shiftY = Math.fma(map[4], -centreY, map[3] * -centreX) + (map[5] + centreY);
    this.height = height;
    this.width = width;
    this.flipColumns = transform.flipHorizontal();
    this.flipRows = transform.flipVertical();
  }

  void moveTo(int row) {
    rowX = row * map[1];
    rowY = row * map[4];
    startX = rowX + shiftX;
    startY = rowY + shiftY;
    targetRow = flipRows ? height - 1 - row : row;
    // Nearly all points are within the picture, where none needs folding.
    first = Math.max(first(startX, map[0], width), first(startY, map[3], height));
    end = Math.min(width, Math.min(end(startX, map[0], width), end(startY, map[3], height)));
    // The quotients are rounded, so the points themselves decide; points move one way only.
    while (first < end && !isInside(first)) {
      first++;
    }
    while (first < end && !isInside(end - 1)) {
      end--;
    }
    if (first >= end) {
      first = width;
      end = width;
    }
  }

  /** The first step, or nearly, at which a point that moves along an axis lies within it. */
  private static int first(double start, double step, int length) {
    return step == 0
        ? 0
        : (int) Math.max(0, step > 0 ? -start / step : (length - 1 - start) / step);
  }

  /** The step, or nearly, from which on the point has left the axis again. */
  private static int end(double start, double step, int length) {
    double last = step > 0 ? (length - 1 - start) / step : -start / step;
    return step == 0 ? Integer.MAX_VALUE : (int) Math.max(0, Math.min(last, 1 << 30) + 1);
  }

  /**
   * Whether a column's point has both its neighbours, on either axis, in the picture. The height of
   * an upright row does not count, since it is folded once for all columns.
   */
  private boolean isInside(int column) {
    // The quicker sum, which may differ in the last bit, must be inside as well.
    return isInside(x(column), y(column))
        && isInside(startX + column * map[0], startY + column * map[3]);
  }

  private boolean isInside(double x, double y) {
    return x >= 0 && x < width - 1 && (isUpright() || (y >= 0 && y < height - 1));
  }

  /** Whether all points have the same y, as without a turn. */
  boolean isUpright() {
    return map[3] == 0;
  }

  /** A column's point, to the last bit as SciPy adds it up: it may lie upon an edge. */
  double x(int column) {
    return rowX + column * map[0] + shiftX;
  }

  double y(int column) {
    return rowY + column * map[3] + shiftY;
  }

  double startX() {
    return startX;
  }

  double stepX() {
    return map[0];
  }

  double startY() {
    return startY;
  }

  double stepY() {
    return map[3];
  }

  /** The first column whose point needs no folding. */
  int first() {
    return first;
  }

  /** The column behind the last whose point needs no folding. */
  int end() {
    return end;
  }

  /** The number of the output pixel of the first column: the right end of a flipped row. */
  int target() {
    return targetRow * width + (flipColumns ? width - 1 : 0);
  }

  /** The distance to the output pixel of the next column: 1, or -1. */
  int targetStep() {
    return flipColumns ? -1 : 1;
  }
}
