package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * In training, sets each element to 0 with probability {@code rate} and divides the others by 1 -
 * rate, so that the expected sum stays; otherwise changes nothing. Srivastava, Hinton, Krizhevsky,
 * Sutskever and Salakhutdinov, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting"
 * (2014). See <a href="https://keras.io/api/layers/regularization_layers/dropout/">Keras:
 * Dropout</a>.
 *
 * <p>The dropped elements follow from the model's seed, the step and the layer's position; the rate
 * is exact to 1/65536.
 */
public final class Dropout extends SeededLayer<Dropout> {
  private final double rate;
  private NoiseShape noiseShape;

  private Dropout(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("Expected a rate between 0 and 1. Received: rate=" + rate);
    }
    this.rate = rate;
  }

  /** Drops a share {@code rate} of the numbers, from 0 to 1. */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  /**
   * The shape of the random numbers, batch first: an axis of size 1 is dropped or kept as a whole,
   * and -1 means the input's size. Default: the input's shape.
   */
  public Dropout noiseShape(int... sizes) {
    NoiseShape shape = NoiseShape.of(sizes);
    return with(layer -> layer.noiseShape = shape);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training() || rate == 0) {
      return x;
    }
    int stream = stream(x.graph(), 0);
    return noiseShape == null
        ? dropped(x, stream, rate)
        : dropped(x, stream, rate, noise(x.shape()));
  }

  /** Each element dropped or kept. */
  private static Value dropped(Value x, int stream, double rate) {
    return rate == 1
        ? x.mul(0)
        : x.graph().apply(new Random.Dropout(stream, rate), x, x.graph().randomKey()).output(0);
  }

  /** Elements dropped or kept in groups: the noise is repeated to the shape of x. */
  static Value dropped(Value x, int stream, double rate, Shape noise) {
    Value ones = x.graph().constant(new Type(noise, x.dtype()), 1);
    return x.mul(dropped(ones, stream, rate));
  }

  private Shape noise(Shape x) {
    Shape noise = noiseShape.matching(x);
    if (noise == null) {
      throw wrongInput(
          "inputs that a noiseShape of " + noiseShape + " can be repeated to", x.dropFirst());
    }
    return noise;
  }

  @Override
  protected void addTo(Config config) {
    config.with("rate", rate);
    addSeed(config);
    config.with("noise_shape", NoiseShape.json(noiseShape));
  }

  static Dropout fromConfig(Config config) {
    // Keras 1 called it p.
    Dropout layer = of(config.getDouble("rate", config.getDouble("p", 0))).seeded(config);
    NoiseShape shape = NoiseShape.of(config);
    return layer.with(copy -> copy.noiseShape = shape);
  }
}
