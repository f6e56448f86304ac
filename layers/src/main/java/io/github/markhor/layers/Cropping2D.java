package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Removes rows and columns at the edges of pictures: (N, H, W, C) becomes (N, H - top - bottom, W -
 * left - right, C). See <a href="https://keras.io/api/layers/reshaping_layers/cropping2d/">Keras:
 * Cropping2D</a>.
 */
public final class Cropping2D extends Border2D<Cropping2D> {
  private static final String ARGUMENT = "cropping";

  private Cropping2D(int top, int bottom, int left, int right) {
    super(ARGUMENT, -1, top, bottom, left, right);
  }

  /** The same number on every side; Keras's default is 0. */
  public static Cropping2D of(int cropping) {
    return of(cropping, cropping);
  }

  /** Rows above and below, columns left and right. */
  public static Cropping2D of(int height, int width) {
    return of(height, height, width, width);
  }

  /** A number for each side. */
  public static Cropping2D of(int top, int bottom, int left, int right) {
    return new Cropping2D(top, bottom, left, right);
  }

  static Cropping2D fromConfig(Config config) {
    int[] border = border(config, ARGUMENT, 0);
    return of(border[0], border[1], border[2], border[3]).borderConfigured(config);
  }
}
