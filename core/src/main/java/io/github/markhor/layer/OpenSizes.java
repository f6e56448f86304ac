package io.github.markhor.layer;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * Shapes whose sizes are not known, which each batch decides. Layers say what follows from sizes
 * alone, so two are tried in place of each that is not known: what differs between the two results
 * is not known either.
 */
public final class OpenSizes {
  /** How many sizes are tried. */
  public static final int ATTEMPTS = 2;

  /** Large enough for networks that halve their pictures many times. */
  private static final int[] TRIED = {256, 384};

  private OpenSizes() {}

  /**
   * A shape with sizes in place of those that are not known.
   *
   * @param attempt from 0
   */
  public static Shape tried(Shape shape, int attempt) {
    return Shape.of(
        Arrays.stream(shape.toArray())
            .map(size -> size == Shape.UNKNOWN ? TRIED[attempt] : size)
            .toArray());
  }

  /** What two shapes of the same rank have in common. */
  public static Shape common(Shape one, Shape other) {
    int[] sizes = one.toArray();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] != other.size(axis)) {
        sizes[axis] = Shape.UNKNOWN;
      }
    }
    return Shape.partly(sizes);
  }
}
