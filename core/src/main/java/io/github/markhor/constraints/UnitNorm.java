package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;

/**
 * Norms along {@code axis} (default: 0) are 1. For a Conv2D kernel (h, w, in, out) say {@code
 * axis(0, 1, 2)}. See <a href="https://keras.io/api/layers/constraints/">Keras: constraints</a>.
 */
public final class UnitNorm extends Immutable<UnitNorm> implements Constraint {
  private Norms norms = Norms.FIRST_AXIS;

  private UnitNorm() {}

  /** The norm of each unit's weights is 1. */
  public static UnitNorm of() {
    return new UnitNorm();
  }

  /** The axes of a norm. Default: 0. */
  public UnitNorm axis(int... axes) {
    return with(Norms.along(axes));
  }

  private UnitNorm with(Norms other) {
    return with(copy -> copy.norms = other);
  }

  static UnitNorm fromConfig(Config config) {
    return of().with(Norms.of(config));
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
