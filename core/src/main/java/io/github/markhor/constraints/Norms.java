package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;
import java.util.Arrays;

/** Euclidean norms along some axes of a weight, for the constraints that limit norms. */
final class Norms {
  /** The default: each index but the first has a norm. */
  static final Norms FIRST_AXIS = along(0);

  private final int[] axes;

  private Norms(int[] axes) {
    if (axes.length == 0) {
      throw new IllegalArgumentException("Expected at least one axis. Received: axis=[]");
    }
    this.axes = axes.clone();
  }

  /** Norms that sum over these axes; each index of the others has a norm of its own. */
  static Norms along(int... axes) {
    return new Norms(axes);
  }

  /** Norms along the axes of a config, a number or a list. */
  static Norms of(Config config) {
    if (config.get("axis") == null) {
      return FIRST_AXIS;
    }
    return along(
        config.get("axis") instanceof Number
            ? new int[] {config.requireInt("axis")}
            : config.getInts("axis"));
  }

  /** The norms of a weight; the summed axes stay, with size 1. */
  Value of(Value weight) {
    return weight.square().sumKeeping(axes).sqrt();
  }

  /** The weight, scaled from its norms to the wanted ones. */
  static Value replace(Value weight, Value norms, Value wanted) {
    return weight.mul(wanted.div(norms.add(KerasDefaults.EPSILON)));
  }

  void addTo(Config config) {
    config.with("axis", Config.axes(axes));
  }

  @Override
  public String toString() {
    return Arrays.toString(axes);
  }
}
