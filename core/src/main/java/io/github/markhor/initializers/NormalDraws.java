package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;
import java.util.function.ToDoubleFunction;

/**
 * The base of normally distributed initializers: mean and deviation.
 *
 * @param <I> the initializer's own class
 */
public abstract class NormalDraws<I extends NormalDraws<I>> extends Seeded<I> {
  static final double MEAN = 0;
  static final double STDDEV = 0.05;

  private final double mean;
  private final double stddev;

  NormalDraws(double mean, double stddev) {
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

  static double mean(Config config) {
    return config.getDouble("mean", MEAN);
  }

  static double stddev(Config config) {
    return config.getDouble("stddev", STDDEV);
  }

  /** Draws of mean 0 and deviation 1, moved and stretched. */
  final float[] values(Shape shape, long seed, ToDoubleFunction<Draws> next) {
    Draws draws = new Draws(seedOr(seed));
    return Filled.from(shape, () -> mean + stddev * next.applyAsDouble(draws));
  }

  @Override
  protected final void addTo(Config config) {
    config.with("mean", mean).with("stddev", stddev);
  }
}
