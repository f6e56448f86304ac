package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/**
 * Every number between two bounds is as likely. Defaults: -0.05 and 0.05. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class RandomUniform extends Seeded<RandomUniform> {
  private final double minval;
  private final double maxval;

  private RandomUniform(double minval, double maxval, Long seed) {
    super(seed);
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

  public static RandomUniform of() {
    return of(-0.05, 0.05);
  }

  public static RandomUniform of(double minval, double maxval) {
    return new RandomUniform(minval, maxval, null);
  }

  static RandomUniform fromConfig(Config config) {
    return new RandomUniform(
        config.getDouble("minval", -0.05), config.getDouble("maxval", 0.05), seedOf(config));
  }

  @Override
  public RandomUniform seed(long seed) {
    return new RandomUniform(minval, maxval, seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    Draws draws = new Draws(seed(), seed);
    return Filled.from(shape, () -> minval + (maxval - minval) * draws.uniform());
  }

  @Override
  protected void addTo(Config config) {
    config.with("minval", minval).with("maxval", maxval);
  }
}
