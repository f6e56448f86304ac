package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Axes as Keras counts them: 0 is the batch's, -1 the last. */
final class Axes {
  private Axes() {}

  /** A copy; refuses an empty list and the batch's axis. */
  static int[] checked(int... axes) {
    if (axes.length == 0 || Arrays.stream(axes).anyMatch(axis -> axis == 0)) {
      throw new IllegalArgumentException(
          "Expected at least one axis, and none of them the batch's, 0. Received: axis="
              + Arrays.toString(axes));
    }
    return axes.clone();
  }

  /**
   * The axes counted from 0, the batch's.
   *
   * @param input a shape without the batch
   */
  static int[] positions(
      BiFunction<String, Shape, IllegalArgumentException> wrong, int[] axes, Shape input) {
    int rank = input.rank() + 1;
    int[] positions = Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).toArray();
    boolean there = Arrays.stream(positions).allMatch(axis -> axis >= 1 && axis < rank);
    if (!there || Arrays.stream(positions).distinct().count() < axes.length) {
      throw wrong.apply(
          "inputs that have the axes " + Arrays.toString(axes) + " behind the batch's", input);
    }
    return positions;
  }

  /** A shape's sizes on some axes, counted from 0, and 1 on all others. */
  static int[] sizes(Shape shape, int... axes) {
    int[] sizes = new int[shape.rank()];
    Arrays.fill(sizes, 1);
    for (int axis : axes) {
      sizes[axis] = shape.size(axis);
    }
    return sizes;
  }

  /** An order of axes with some of them moved last. */
  public static int[] last(int rank, int... moved) {
    IntStream others =
        IntStream.range(0, rank).filter(axis -> Arrays.stream(moved).noneMatch(m -> m == axis));
    return IntStream.concat(others, Arrays.stream(moved)).toArray();
  }

  /** The order of axes that undoes another. */
  static int[] inverse(int... order) {
    int[] inverse = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      inverse[order[axis]] = axis;
    }
    return inverse;
  }

  /** True if the order changes nothing. */
  static boolean isOrdered(int... order) {
    return IntStream.range(0, order.length).allMatch(axis -> order[axis] == axis);
  }

  /** Adds {@code axis}, a number where there is one. */
  static void addTo(Config config, int... axes) {
    config.with("axis", Config.axes(axes));
  }

  /** The {@code axis} of a config, a number or a list; by default the last. */
  static int[] fromConfig(Config config) {
    return config.get("axis") instanceof Iterable<?>
        ? config.getInts("axis")
        : new int[] {config.getInt("axis", -1)};
  }
}
