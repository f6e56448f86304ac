package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/**
 * Uniformly distributed between two bounds. Defaults: -0.05 and 0.05. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class RandomUniform extends Seeded<RandomUniform> {
  private static final double MINVAL = -0.05;
  private static final double MAXVAL = 0.05;

  private final double minval;
  private final double maxval;

  private RandomUniform(double minval, double maxval) {
    if (!(minval <= maxval) || !Double.isFinite(minval) || !Double.isFinite(maxval)) {
      throw new IllegalArgumentException(
          "Expected minval <= maxval, both finite. Received: minval="
              + minval
              + ", maxval="
              + maxval);
    }
    this.minval = minval;
    this.maxval = maxval;
  }

  /** Between -0.05 and 0.05. */
  public static RandomUniform of() {
    return of(MINVAL, MAXVAL);
  }

  /** Between {@code minval} and {@code maxval}. */
  public static RandomUniform of(double minval, double maxval) {
    return new RandomUniform(minval, maxval);
  }

  static RandomUniform fromConfig(Config config) {
    return of(config.getDouble("minval", MINVAL), config.getDouble("maxval", MAXVAL))
        .seeded(config);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    Draws draws = new Draws(seedOr(seed));
    return Filled.from(shape, () -> minval + (maxval - minval) * draws.uniform());
  }

  @Override
  protected void addTo(Config config) {
    config.with("minval", minval).with("maxval", maxval);
  }
}
