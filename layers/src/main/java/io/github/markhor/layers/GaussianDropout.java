package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;

/**
 * In training, multiplies each element with a normal random number of mean 1 and deviation √(rate /
 * (1 - rate)), which is that of the factors of {@link Dropout}; otherwise changes nothing.
 * Srivastava et al., "Dropout" (2014), section 10. See <a
 * href="https://keras.io/api/layers/regularization_layers/gaussian_dropout/">Keras:
 * GaussianDropout</a>.
 */
public final class GaussianDropout extends SeededLayer<GaussianDropout> {
  private final double rate;

  private GaussianDropout(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "Expected a rate of at least 0 and below 1. Received: rate=" + rate);
    }
    this.rate = rate;
  }

  /** As dropout of a share {@code rate}, at least 0 and less than 1. */
  public static GaussianDropout of(double rate) {
    return new GaussianDropout(rate);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training() || rate == 0) {
      return x;
    }
    double stddev = Math.sqrt(rate / (1 - rate));
    return x.mul(normal(x.graph(), 0, x.shape()).mul(stddev).add(1).cast(x.dtype()));
  }

  @Override
  protected void addTo(Config config) {
    config.with("rate", rate);
    addSeed(config);
  }

  static GaussianDropout fromConfig(Config config) {
    // Keras 1 called it p.
    return of(config.getDouble("rate", config.getDouble("p", 0))).seeded(config);
  }
}
