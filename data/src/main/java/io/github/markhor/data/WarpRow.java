package io.github.markhor.data;

/**
 * The points of the input that one output row shows, from column to column in equal steps, and
 * where their pixels go. It is moved from row to row.
 */
final class WarpRow {
  private final double[] map;
  private final double centreX;
  private final double centreY;
  private final int height;
  private final int width;
  private final boolean flipColumns;
  private final boolean flipRows;

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
    this.centreX = centreX;
    this.centreY = centreY;
    this.height = height;
    this.width = width;
    this.flipColumns = transform.flipHorizontal();
    this.flipRows = transform.flipVertical();
  }

  void moveTo(int row) {
    double down = row - centreY;
    startX = map[1] * down + map[2] + centreX - map[0] * centreX;
    startY = map[4] * down + map[5] + centreY - map[3] * centreX;
    targetRow = flipRows ? height - 1 - row : row;
    // Within the picture no point needs folding, and that is where nearly all of them are.
    first = Math.max(first(startX, map[0], width), first(startY, map[3], height));
    end = Math.min(width, Math.min(end(startX, map[0], width), end(startY, map[3], height)));
    // The quotients are rounded, so the points themselves decide; they move one way only.
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

  /**
   * Whether a column's point has both its neighbours, on either axis, in the picture. An upright
   * row's height is not asked: it is folded once, for all columns.
   */
  private boolean isInside(int column) {
    double x = x(column);
    double y = y(column);
    return x >= 0 && x < width - 1 && (isUpright() || (y >= 0 && y < height - 1));
  }

  /** Whether all points have the same y, as without a turn. */
  boolean isUpright() {
    return map[3] == 0;
  }

  double x(int column) {
    return startX + column * map[0];
  }

  double y(int column) {
    return startY + column * map[3];
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

  /** Where the row begins in the output, as a pixel's number: at its right end if it is flipped. */
  int target() {
    return targetRow * width + (flipColumns ? width - 1 : 0);
  }

  /** How many pixels further the next column's is: 1, or -1. */
  int targetStep() {
    return flipColumns ? -1 : 1;
  }
}
