package io.github.markhor.weights;

import io.github.markhor.Shape;
import io.github.markhor.config.Config;

/**
 * Normally distributed. Defaults: mean 0, stddev 0.05. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class RandomNormal extends Seeded<RandomNormal> {
  private final double mean;
  private final double stddev;

  private RandomNormal(double mean, double stddev, Long seed) {
    super(seed);
    if (!Double.isFinite(mean) || !(stddev >= 0) || !Double.isFinite(stddev)) {
      throw new IllegalArgumentException(
          "Expected a finite mean and a finite stddev of at least 0. Received: mean="
              + mean
              + ", stddev="
              + stddev);
    }
    this.mean = mean;
    this.stddev = stddev;
  }

  public static RandomNormal of() {
    return of(0, 0.05);
  }

  public static RandomNormal of(double mean, double stddev) {
    return new RandomNormal(mean, stddev, null);
  }

  static RandomNormal fromConfig(Config config) {
    return new RandomNormal(
        config.getDouble("mean", 0), config.getDouble("stddev", 0.05), seedOf(config));
  }

  @Override
  public RandomNormal seed(long seed) {
    return new RandomNormal(mean, stddev, seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    Draws draws = new Draws(seed(), seed);
    return Filled.from(shape, () -> mean + stddev * draws.normal());
  }

  @Override
  protected void addTo(Config config) {
    config.with("mean", mean).with("stddev", stddev);
  }
}
