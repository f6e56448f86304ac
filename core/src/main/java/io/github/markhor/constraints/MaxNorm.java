package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * Norms along {@code axis} (default: 0) are at most {@code maxValue} (default: 2): longer ones are
 * shortened. For a Dense kernel (in, out) the axis 0 gives each unit a norm; for a Conv2D kernel
 * (h, w, in, out) say {@code axis(0, 1, 2)}. See <a
 * href="https://keras.io/api/layers/constraints/">Keras: constraints</a>.
 */
public final class MaxNorm implements Constraint {
  private final double maxValue;
  private final Norms norms;

  private MaxNorm(double maxValue, Norms norms) {
    if (!(maxValue >= 0)) {
      throw new IllegalArgumentException(
          "Expected a norm of at least 0. Received: maxValue=" + maxValue);
    }
    this.maxValue = maxValue;
    this.norms = norms;
  }

  public static MaxNorm of() {
    return of(2);
  }

  public static MaxNorm of(double maxValue) {
    return new MaxNorm(maxValue, new Norms(0));
  }

  /** A copy with other axes. */
  public MaxNorm axis(int... axes) {
    return new MaxNorm(maxValue, new Norms(axes));
  }

  static MaxNorm fromConfig(Config config) {
    return new MaxNorm(config.getDouble("max_value", 2), Norms.fromConfig(config));
  }

  @Override
  public Value apply(Value weight) {
    Value lengths = norms.of(weight);
    return Norms.replace(weight, lengths, lengths.clip(0, maxValue));
  }

  @Override
  public String className() {
    return "MaxNorm";
  }

  @Override
  public Config config() {
    Config config = new Config().with("max_value", maxValue);
    norms.addTo(config);
    return config;
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
