package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/**
 * x, or {@code negativeSlope} · x where it is negative: Maas, Hannun and Ng, "Rectifier
 * Nonlinearities Improve Neural Network Acoustic Models" (2013). The activation {@link
 * Activations#LEAKY_RELU} has a slope of 0.2. See <a
 * href="https://keras.io/api/layers/activation_layers/leaky_relu/">Keras: LeakyReLU</a>.
 */
public final class LeakyReLU extends AbstractLayer<LeakyReLU> {
  private static final double SLOPE = 0.3;

  private final double negativeSlope;

  private LeakyReLU(double negativeSlope) {
    if (!(negativeSlope >= 0) || !Double.isFinite(negativeSlope)) {
      throw new IllegalArgumentException(
          "Expected a finite slope of at least 0. Received: negativeSlope=" + negativeSlope);
    }
    this.negativeSlope = negativeSlope;
  }

  /** With a slope of 0.3. */
  public static LeakyReLU of() {
    return of(SLOPE);
  }

  /** With this slope for negative numbers. */
  public static LeakyReLU of(double negativeSlope) {
    return new LeakyReLU(negativeSlope);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return Activations.leakyRelu(x, negativeSlope);
  }

  @Override
  protected void addTo(Config config) {
    config.with("negative_slope", negativeSlope);
  }

  static LeakyReLU fromConfig(Config config) {
    // Keras 2 calls it alpha.
    double slope = config.getDouble("negative_slope", config.getDouble("alpha", SLOPE));
    return of(slope).configured(config);
  }
}
