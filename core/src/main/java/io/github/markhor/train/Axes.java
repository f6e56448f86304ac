package io.github.markhor.train;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Value;
import java.util.Arrays;
import java.util.List;

/** Axes that losses and metrics go along, as Keras's configs give them. */
final class Axes {
  /** Every axis, the batch's too. */
  static final int[] ALL = {};

  private Axes() {}

  /** The value with an axis as its last, the others in their order. */
  static Value last(Value value, int axis) {
    int rank = value.shape().rank();
    int moved = value.shape().axis(axis);
    if (moved == rank - 1) {
      return value;
    }
    int[] order = new int[rank];
    int at = 0;
    for (int i = 0; i < rank; i++) {
      if (i != moved) {
        order[at++] = i;
      }
    }
    order[at] = moved;
    return value.transpose(order);
  }

  /**
   * The argument {@code axis}: one number, a list of them, or null for all.
   *
   * @param otherwise for a config without it
   */
  static int[] of(Config config, int... otherwise) {
    if (!config.has("axis")) {
      return otherwise;
    }
    Object given = config.get("axis");
    if (given == null) {
      return ALL;
    }
    if (!(given instanceof List<?> list)) {
      return new int[] {config.getInt("axis", -1)};
    }
    if (list.isEmpty()) {
      throw new ConfigException("Expected at least one axis. Received: axis=[]");
    }
    return config.getInts("axis");
  }

  /** For a config: null, a number or a list. */
  static Object toConfig(int... axes) {
    if (axes.length == 0) {
      return null;
    }
    return axes.length == 1 ? (Object) axes[0] : Arrays.stream(axes).boxed().toList();
  }
}
