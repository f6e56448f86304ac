package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * Norms along {@code axis} (default: 0) are 1. For a Conv2D kernel (h, w, in, out) say {@code
 * axis(0, 1, 2)}. See <a href="https://keras.io/api/layers/constraints/">Keras: constraints</a>.
 */
public final class UnitNorm implements Constraint {
  private final Norms norms;

  private UnitNorm(Norms norms) {
    this.norms = norms;
  }

  public static UnitNorm of() {
    return new UnitNorm(new Norms(0));
  }

  /** A copy with other axes. */
  public UnitNorm axis(int... axes) {
    return new UnitNorm(new Norms(axes));
  }

  static UnitNorm fromConfig(Config config) {
    return new UnitNorm(Norms.fromConfig(config));
  }

  @Override
  public Value apply(Value weight) {
    return weight.div(norms.of(weight).add(KerasDefaults.EPSILON));
  }

  @Override
  public String className() {
    return "UnitNorm";
  }

  @Override
  public Config config() {
    Config config = new Config();
    norms.addTo(config);
    return config;
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
