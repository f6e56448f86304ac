package io.github.markhor.initializers;

import io.github.markhor.config.Config;

/**
 * All the same number. See <a href="https://keras.io/api/layers/initializers/">Keras:
 * initializers</a>.
 */
public final class Constant extends SameNumber {
  private final double value;

  private Constant(double value) {
    super(value);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Expected a finite value. Received: value=" + value);
    }
    this.value = value;
  }

  /** All weights are {@code value}. */
  public static Constant of(double value) {
    return new Constant(value);
  }

  static Constant fromConfig(Config config) {
    return of(config.getDouble("value", 0));
  }

  @Override
  public Config config() {
    return new Config().with("value", value);
  }
}
