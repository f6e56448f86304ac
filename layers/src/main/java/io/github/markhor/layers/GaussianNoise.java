package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;

/**
 * In training, adds to each element a normal random number of mean 0 and deviation {@code stddev};
 * otherwise changes nothing. See <a
 * href="https://keras.io/api/layers/regularization_layers/gaussian_noise/">Keras:
 * GaussianNoise</a>.
 */
public final class GaussianNoise extends SeededLayer<GaussianNoise> {
  private final double stddev;

  private GaussianNoise(double stddev) {
    if (!(stddev >= 0) || !Double.isFinite(stddev)) {
      throw new IllegalArgumentException(
          "Expected a finite stddev of at least 0. Received: stddev=" + stddev);
    }
    this.stddev = stddev;
  }

  /** Noise of a deviation, in units of the input. */
  public static GaussianNoise of(double stddev) {
    return new GaussianNoise(stddev);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return context.training() && stddev > 0
        ? x.add(normal(x.graph(), 0, x.shape()).mul(stddev).cast(x.dtype()))
        : x;
  }

  @Override
  protected void addTo(Config config) {
    config.with("stddev", stddev);
    addSeed(config);
  }

  static GaussianNoise fromConfig(Config config) {
    // Keras 1 called it sigma.
    return of(config.getDouble("stddev", config.getDouble("sigma", 0))).seeded(config);
  }
}
