package io.github.markhor.callbacks;

/**
 * Counts of numbers by range.
 *
 * @param limits the upper end of each range; the first begins at {@code min}
 * @param counts the count of numbers in each range
 */
record Histogram(
    double min, double max, double sum, double sumOfSquares, double[] limits, double[] counts) {
  private static final int RANGES = 30;

  /** Counts finite numbers in ranges of equal width. */
  static Histogram of(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumOfSquares = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        sumOfSquares += (double) value * value;
      }
    }
    if (min > max) {
      min = 0;
      max = 0;
    }
    int ranges = min == max ? 1 : RANGES;
    double width = (max - min) / ranges;
    double[] limits = new double[ranges];
    double[] counts = new double[ranges];
    for (int i = 0; i < ranges; i++) {
      limits[i] = i == ranges - 1 ? max : min + (i + 1) * width;
    }
    for (float value : values) {
      if (Float.isFinite(value)) {
        counts[width == 0 ? 0 : Math.min(ranges - 1, (int) ((value - min) / width))]++;
      }
    }
    return new Histogram(min, max, sum, sumOfSquares, limits, counts);
  }
}
