package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/**
 * Normally distributed. Defaults: mean 0, stddev 0.05. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class RandomNormal extends NormalDraws<RandomNormal> {
  private RandomNormal(double mean, double stddev) {
    super(mean, stddev);
  }

  /** Of mean 0 and standard deviation 0.05. */
  public static RandomNormal of() {
    return of(MEAN, STDDEV);
  }

  /** Of this mean and standard deviation. */
  public static RandomNormal of(double mean, double stddev) {
    return new RandomNormal(mean, stddev);
  }

  static RandomNormal fromConfig(Config config) {
    return of(mean(config), stddev(config)).seeded(config);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return values(shape, seed, Draws::normal);
  }
}
