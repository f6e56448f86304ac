package io.github.markhor.weights;

import io.github.markhor.Shape;
import io.github.markhor.config.Config;

/**
 * Normally distributed, but what is further than two deviations from the mean is drawn again, so
 * that the real deviation is 0.8796 of the one given. Defaults: mean 0, stddev 0.05. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class TruncatedNormal extends Seeded<TruncatedNormal> {
  private final double mean;
  private final double stddev;

  private TruncatedNormal(double mean, double stddev, Long seed) {
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

  public static TruncatedNormal of() {
    return of(0, 0.05);
  }

  public static TruncatedNormal of(double mean, double stddev) {
    return new TruncatedNormal(mean, stddev, null);
  }

  static TruncatedNormal fromConfig(Config config) {
    return new TruncatedNormal(
        config.getDouble("mean", 0), config.getDouble("stddev", 0.05), seedOf(config));
  }

  @Override
  public TruncatedNormal seed(long seed) {
    return new TruncatedNormal(mean, stddev, seed);
  }

  @Override
  public float[] values(Shape shape, long seed) {
    Draws draws = new Draws(seed(), seed);
    return Filled.from(shape, () -> mean + stddev * draws.truncatedNormal());
  }

  @Override
  protected void addTo(Config config) {
    config.with("mean", mean).with("stddev", stddev);
  }
}
