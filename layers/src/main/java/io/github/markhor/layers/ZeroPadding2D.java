package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Adds rows and columns of zeros around pictures: (N, H, W, C) becomes (N, top + H + bottom, left +
 * W + right, C). See <a href="https://keras.io/api/layers/reshaping_layers/zero_padding2d/">Keras:
 * ZeroPadding2D</a>.
 */
public final class ZeroPadding2D extends Border2D<ZeroPadding2D> {
  private static final String ARGUMENT = "padding";

  private ZeroPadding2D(int top, int bottom, int left, int right) {
    super(ARGUMENT, 1, top, bottom, left, right);
  }

  /** The same number on every side; Keras's default is 1. */
  public static ZeroPadding2D of(int padding) {
    return of(padding, padding);
  }

  /** Rows above and below, columns left and right. */
  public static ZeroPadding2D of(int height, int width) {
    return of(height, height, width, width);
  }

  /** A number for each side. */
  public static ZeroPadding2D of(int top, int bottom, int left, int right) {
    return new ZeroPadding2D(top, bottom, left, right);
  }

  static ZeroPadding2D fromConfig(Config config) {
    int[] border = border(config, ARGUMENT, 1);
    return of(border[0], border[1], border[2], border[3]).borderConfigured(config);
  }
}
