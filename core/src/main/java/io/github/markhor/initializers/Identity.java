package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/**
 * A matrix with {@code gain} on its diagonal and 0 elsewhere; it need not be square. See <a
 * href="https://keras.io/api/layers/initializers/">Keras: initializers</a>.
 */
public final class Identity implements Initializer {
  private final double gain;

  private Identity(double gain) {
    this.gain = gain;
  }

  /** With a gain of 1. */
  public static Identity of() {
    return of(1);
  }

  /** The identity matrix times {@code gain}. */
  public static Identity of(double gain) {
    return new Identity(gain);
  }

  static Identity fromConfig(Config config) {
    return of(config.getDouble("gain", 1));
  }

  /**
   * The matrix.
   *
   * @throws IllegalArgumentException if the shape has not two axes
   */
  @Override
  public float[] values(Shape shape, long seed) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "Expected a matrix to be initialized as the identity. Received: shape=" + shape);
    }
    float[] values = Filled.with(shape, 0);
    for (int i = 0; i < Math.min(shape.size(0), shape.size(1)); i++) {
      values[i * shape.size(1) + i] = (float) gain;
    }
    return values;
  }

  @Override
  public String className() {
    return "Identity";
  }

  @Override
  public Config config() {
    return new Config().with("gain", gain);
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
