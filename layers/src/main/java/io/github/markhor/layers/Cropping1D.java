package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Removes elements at both ends of rows: (N, L, C) becomes (N, L - start - end, C). See <a
 * href="https://keras.io/api/layers/reshaping_layers/cropping1d/">Keras: Cropping1D</a>.
 */
public final class Cropping1D extends Border1D<Cropping1D> {
  private static final String ARGUMENT = "cropping";

  private Cropping1D(int start, int end) {
    super(ARGUMENT, -1, start, end);
  }

  /** The same number at both ends; Keras's default is 1. */
  public static Cropping1D of(int cropping) {
    return of(cropping, cropping);
  }

  /** A number for each end. */
  public static Cropping1D of(int start, int end) {
    return new Cropping1D(start, end);
  }

  static Cropping1D fromConfig(Config config) {
    int[] border = border(config, ARGUMENT);
    return of(border[0], border[1]).configured(config);
  }
}
