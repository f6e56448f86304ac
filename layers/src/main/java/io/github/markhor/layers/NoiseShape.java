package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The argument {@code noiseShape}: the shape of the random numbers, batch first. An axis of size 1
 * is treated as a whole, and -1 means the input's size.
 */
final class NoiseShape {
  private final int[] sizes;

  private NoiseShape(int[] sizes) {
    this.sizes = sizes;
  }

  static NoiseShape of(int... sizes) {
    for (int size : sizes) {
      if (size < 1 && size != -1) {
        throw new IllegalArgumentException(
            "Expected sizes of at least 1, or -1 for the input's. Received: noiseShape="
                + Arrays.toString(sizes));
      }
    }
    return new NoiseShape(sizes.clone());
  }

  /** The noise shape of a config, or null. */
  static NoiseShape of(Config config) {
    return config.get("noise_shape") instanceof List<?> list
        ? of(list.stream().mapToInt(NoiseShape::sizeOf).toArray())
        : null;
  }

  private static int sizeOf(Object size) {
    return size instanceof Number number ? number.intValue() : -1;
  }

  /** As Keras writes it, null for the input's size; of null itself, null. */
  static List<Integer> json(NoiseShape shape) {
    if (shape == null) {
      return null;
    }
    List<Integer> sizes = new ArrayList<>();
    for (int size : shape.sizes) {
      sizes.add(size == -1 ? null : Integer.valueOf(size));
    }
    return sizes;
  }

  /** The shape for an input (N, ...), or null if it cannot be repeated to it. */
  Shape matching(Shape input) {
    if (sizes.length != input.rank()) {
      return null;
    }
    int[] result = input.toArray();
    for (int axis = 0; axis < result.length; axis++) {
      if (sizes[axis] == 1) {
        result[axis] = 1;
      } else if (sizes[axis] != -1 && sizes[axis] != result[axis]) {
        return null;
      }
    }
    return Shape.of(result);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
