package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Interpolation;

/**
 * Pillow's filters: the weight of a source pixel by its distance from the point that a target pixel
 * stands for.
 */
final class PillowFilter {
  private PillowFilter() {}

  /** How far a filter reaches to either side, in pixels of the coarser grid. */
  static double radius(Interpolation filter) {
    return switch (filter) {
      case NEAREST -> throw hasNoFilter();
      case BOX -> 0.5;
      case BILINEAR, HAMMING -> 1;
      case BICUBIC -> 2;
      case LANCZOS -> 3;
    };
  }

  /** A filter's weight at a distance. */
  static double weight(Interpolation filter, double x) {
    return switch (filter) {
      case NEAREST -> throw hasNoFilter();
      case BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR -> Math.abs(x) < 1 ? 1 - Math.abs(x) : 0;
      case HAMMING -> hamming(Math.abs(x));
      case BICUBIC -> cubic(Math.abs(x));
      case LANCZOS -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    };
  }

  private static IllegalStateException hasNoFilter() {
    return new IllegalStateException("Nearest has no filter.");
  }

  private static double hamming(double x) {
    if (x >= 1) {
      return 0;
    }
    // Pillow writes these two constants as floats, and their digits show in the last level.
    return x == 0 ? 1 : sinc(x) * (0.54f + 0.46f * Math.cos(Math.PI * x));
  }

  private static double cubic(double x) {
    double a = -0.5;
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
