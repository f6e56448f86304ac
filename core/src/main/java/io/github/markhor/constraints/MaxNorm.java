package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.graph.Value;

/**
 * Norms along {@code axis} (default: 0) are at most {@code maxValue} (default: 2): longer ones are
 * shortened. For a Dense kernel (in, out) the axis 0 gives each unit a norm; for a Conv2D kernel
 * (h, w, in, out) say {@code axis(0, 1, 2)}. See <a
 * href="https://keras.io/api/layers/constraints/">Keras: constraints</a>.
 */
public final class MaxNorm extends Immutable<MaxNorm> implements Constraint {
  private static final double MAX_VALUE = 2;

  private final double maxValue;
  private Norms norms = Norms.FIRST_AXIS;

  private MaxNorm(double maxValue) {
    if (!(maxValue >= 0)) {
      throw new IllegalArgumentException(
          "Expected a norm of at least 0. Received: maxValue=" + maxValue);
    }
    this.maxValue = maxValue;
  }

  /** The norm of each unit's weights is at most 2. */
  public static MaxNorm of() {
    return of(MAX_VALUE);
  }

  /** The norm of each unit's weights is at most {@code maxValue}, which is not negative. */
  public static MaxNorm of(double maxValue) {
    return new MaxNorm(maxValue);
  }

  /** The axes of a norm. Default: 0. */
  public MaxNorm axis(int... axes) {
    return with(Norms.along(axes));
  }

  private MaxNorm with(Norms other) {
    return with(copy -> copy.norms = other);
  }

  static MaxNorm fromConfig(Config config) {
    return of(config.getDouble("max_value", MAX_VALUE)).with(Norms.of(config));
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
