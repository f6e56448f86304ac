package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * In training, sets each element with probability {@code rate} to the limit of SELU far below 0,
 * then scales and shifts all elements so that mean 0 and variance 1 stay; otherwise changes
 * nothing. Klambauer, Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks" (2017).
 * See <a href="https://keras.io/api/layers/regularization_layers/alpha_dropout/">Keras:
 * AlphaDropout</a>.
 */
public final class AlphaDropout extends SeededLayer<AlphaDropout> {
  /** The limit of SELU far below 0: minus the product of its alpha and its scale. */
  private static final double DROPPED = -1.6732632423543772 * 1.0507009873554805;

  private final double rate;
  private NoiseShape noiseShape;

  private AlphaDropout(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "Expected a rate of at least 0 and below 1. Received: rate=" + rate);
    }
    this.rate = rate;
  }

  /** Drops a share {@code rate} of the numbers, at least 0 and less than 1. */
  public static AlphaDropout of(double rate) {
    return new AlphaDropout(rate);
  }

  /**
   * The shape of what is drawn, batch first; an axis of size 1 is dropped or kept as a whole, and
   * -1 means the input's size. Default: that of the input.
   */
  public AlphaDropout noiseShape(int... sizes) {
    NoiseShape shape = NoiseShape.of(sizes);
    return with(layer -> layer.noiseShape = shape);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training() || rate == 0) {
      return x;
    }
    Shape noise = noiseShape == null ? x.shape() : noiseShape.matching(x.shape());
    if (noise == null) {
      throw wrongInput(
          "inputs that a noiseShape of " + noiseShape + " can be repeated to",
          x.shape().dropFirst());
    }
    Value kept = uniform(x.graph(), 0, 0, 1, noise.toArray()).greaterEqual(rate).cast(x.dtype());
    double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * DROPPED * DROPPED));
    Value mixed = x.mul(kept).add(kept.neg().add(1).mul(DROPPED));
    return mixed.mul(scale).add(-scale * DROPPED * rate);
  }

  @Override
  protected void addTo(Config config) {
    config.with("rate", rate);
    addSeed(config);
    config.with("noise_shape", NoiseShape.json(noiseShape));
  }

  static AlphaDropout fromConfig(Config config) {
    AlphaDropout layer = of(config.getDouble("rate", 0)).seeded(config);
    NoiseShape shape = NoiseShape.of(config);
    return layer.with(copy -> copy.noiseShape = shape);
  }
}
