package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * Norms along {@code axis} (default: 0) lie between {@code minValue} (0) and {@code maxValue} (1);
 * each step goes the share {@code rate} (1) of the way there. See <a
 * href="https://keras.io/api/layers/constraints/">Keras: constraints</a>.
 */
public final class MinMaxNorm implements Constraint {
  private final double minValue;
  private final double maxValue;
  private final double rate;
  private final Norms norms;

  private MinMaxNorm(double minValue, double maxValue, double rate, Norms norms) {
    if (!(0 <= minValue && minValue <= maxValue) || !(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "Expected 0 <= minValue <= maxValue and a rate between 0 and 1. Received: minValue="
              + minValue
              + ", maxValue="
              + maxValue
              + ", rate="
              + rate);
    }
    this.minValue = minValue;
    this.maxValue = maxValue;
    this.rate = rate;
    this.norms = norms;
  }

  public static MinMaxNorm of(double minValue, double maxValue) {
    return new MinMaxNorm(minValue, maxValue, 1, new Norms(0));
  }

  /** A copy with another rate. */
  public MinMaxNorm rate(double rate) {
    return new MinMaxNorm(minValue, maxValue, rate, norms);
  }

  /** A copy with other axes. */
  public MinMaxNorm axis(int... axes) {
    return new MinMaxNorm(minValue, maxValue, rate, new Norms(axes));
  }

  static MinMaxNorm fromConfig(Config config) {
    return new MinMaxNorm(
        config.getDouble("min_value", 0),
        config.getDouble("max_value", 1),
        config.getDouble("rate", 1),
        Norms.fromConfig(config));
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
