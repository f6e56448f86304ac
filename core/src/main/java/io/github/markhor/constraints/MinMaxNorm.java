package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;

/**
 * Norms along {@code axis} (default: 0) lie between {@code minValue} (0) and {@code maxValue} (1);
 * each step goes the share {@code rate} (1) of the way there. See <a
 * href="https://keras.io/api/layers/constraints/">Keras: constraints</a>.
 */
public final class MinMaxNorm extends Immutable<MinMaxNorm> implements Constraint {
  private final double minValue;
  private final double maxValue;
  private double rate = 1;
  private Norms norms = Norms.FIRST_AXIS;

  private MinMaxNorm(double minValue, double maxValue) {
    if (!(0 <= minValue && minValue <= maxValue)) {
      throw new IllegalArgumentException(
          "Expected 0 <= minValue <= maxValue. Received: minValue="
              + minValue
              + ", maxValue="
              + maxValue);
    }
    this.minValue = minValue;
    this.maxValue = maxValue;
  }

  /** The norm of each unit's weights is within these bounds, neither of them negative. */
  public static MinMaxNorm of(double minValue, double maxValue) {
    return new MinMaxNorm(minValue, maxValue);
  }

  /** The share of the way to the nearest allowed norm that a step goes. Default: 1. */
  public MinMaxNorm rate(double rate) {
    Require.fraction("rate", rate);
    return with(copy -> copy.rate = rate);
  }

  /** The axes of a norm. Default: 0. */
  public MinMaxNorm axis(int... axes) {
    return with(Norms.along(axes));
  }

  private MinMaxNorm with(Norms other) {
    return with(copy -> copy.norms = other);
  }

  static MinMaxNorm fromConfig(Config config) {
    MinMaxNorm norm = of(config.getDouble("min_value", 0), config.getDouble("max_value", 1));
    return norm.rate(config.getDouble("rate", norm.rate)).with(Norms.of(config));
  }

  @Override
  public Value apply(Value weight) {
    Value lengths = norms.of(weight);
    Value within = lengths.clip(minValue, maxValue);
    Value wanted = rate == 1 ? within : within.mul(rate).add(lengths.mul(1 - rate));
    return Norms.replace(weight, lengths, wanted);
  }

  @Override
  public String className() {
    return "MinMaxNorm";
  }

  @Override
  public Config config() {
    Config config =
        new Config().with("min_value", minValue).with("max_value", maxValue).with("rate", rate);
    norms.addTo(config);
    return config;
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
