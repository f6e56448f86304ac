package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/**
 * Normally distributed, but what is further than two deviations from the mean is drawn again, so
 * that the real deviation is 0.8796 of the one given. Defaults: mean 0, stddev 0.05. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class TruncatedNormal extends NormalDraws<TruncatedNormal> {
  private TruncatedNormal(double mean, double stddev) {
    super(mean, stddev);
  }

  /** Of mean 0 and standard deviation 0.05, at most two deviations from the mean. */
  public static TruncatedNormal of() {
    return of(MEAN, STDDEV);
  }

  /** Of this mean and standard deviation, at most two deviations from the mean. */
  public static TruncatedNormal of(double mean, double stddev) {
    return new TruncatedNormal(mean, stddev);
  }

  static TruncatedNormal fromConfig(Config config) {
    return of(mean(config), stddev(config)).seeded(config);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return values(shape, seed, Draws::truncatedNormal);
  }
}
