package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Value;
import java.util.Arrays;

/** Euclidean norms along some axes of a weight: what norm constraints share. */
final class Norms {
  private final int[] axes;

  /**
   * Norms along axes.
   *
   * @param axes the axes that are summed over; each other index has a norm of its own
   */
  Norms(int... axes) {
    if (axes.length == 0) {
      throw new IllegalArgumentException("Expected at least one axis. Received: axis=[]");
    }
    this.axes = axes.clone();
  }

  static Norms fromConfig(Config config) {
    return new Norms(
        config.get("axis") instanceof Number
            ? new int[] {config.getInt("axis", 0)}
            : config.has("axis") && config.get("axis") != null
                ? config.getInts("axis")
                : new int[] {0});
  }

  /** The norms; the axes keep the size 1. */
  Value of(Value weight) {
    return weight.square().sumKeeping(axes).sqrt();
  }

  /** The weight with these norms in place of its own. */
  static Value replace(Value weight, Value norms, Value wanted) {
    return weight.mul(wanted.div(norms.add(KerasDefaults.EPSILON)));
  }

  void addTo(Config config) {
    config.with("axis", axes.length == 1 ? (Object) axes[0] : axes);
  }

  @Override
  public String toString() {
    return Arrays.toString(axes);
  }
}
