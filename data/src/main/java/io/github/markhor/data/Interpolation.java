package io.github.markhor.data;

/** How a picture is brought to its target size, as Pillow does it. */
public enum Interpolation {
  /** The pixel below the middle of each new pixel; picks, never blends. Keras's default. */
  NEAREST(0),
  /** The mean over the new pixel's area. */
  BOX(0.5),
  /** A triangle of two pixels' width, widened when the picture shrinks. */
  BILINEAR(1),
  /** A Hamming-windowed sinc of two pixels' width: as quick as bilinear and sharper. */
  HAMMING(1),
  /** A cubic of four pixels' width with a = -1/2. */
  BICUBIC(2),
  /** A Lanczos-windowed sinc of six pixels' width. */
  LANCZOS(3);

  private final double radius;

  Interpolation(double radius) {
    this.radius = radius;
  }

  /** How far the filter reaches to either side, in pixels of the coarser grid. */
  double radius() {
    return radius;
  }

  /** The filter's weight at a distance; not for {@link #NEAREST}, which has no filter. */
  double weight(double x) {
    switch (this) {
      case BOX:
        return x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR:
        return Math.abs(x) < 1 ? 1 - Math.abs(x) : 0;
      case HAMMING:
        return hamming(Math.abs(x));
      case BICUBIC:
        return cubic(Math.abs(x));
      case LANCZOS:
        return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
      default:
        throw new IllegalStateException("Nearest has no filter.");
    }
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
