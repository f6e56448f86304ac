package io.github.markhor.conformance;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;

/**
 * Compares predictions with {@code y}. Of large ones a case may hold some elements alone: those at
 * the places {@code index}, which are counted through all predictions in C order, or, where {@code
 * y} has a row for each sample, through the predictions of one sample. An index of two axes has a
 * row of coordinates for each element.
 */
final class Predictions {
  private Predictions() {}

  static void check(Case given, Checks checks, Tensor predictions) {
    NpyArray expected = given.array("y");
    NpyArray all = NpyArray.of(predictions);
    if (given.hasArray("index")) {
      all = new NpyArray(expected.shape(), at(given.array("index"), expected.shape(), all));
    }
    checks.close("y", expected, all);
  }

  private static double[] at(NpyArray index, Shape wanted, NpyArray all) {
    int samples = all.shape().size(0);
    int count = index.shape().rank() == 0 ? 1 : index.shape().size(0);
    if (index.shape().rank() == 2 && index.shape().size(1) == all.shape().rank()) {
      return Arrays.stream(range(count))
          .mapToDouble(i -> all.values()[place(index, i, all.shape())])
          .toArray();
    }
    if (index.shape().rank() == 1 && wanted.equals(Shape.of(count))) {
      return Arrays.stream(index.values()).map(i -> all.values()[(int) i]).toArray();
    }
    if (index.shape().rank() == 1 && wanted.equals(Shape.of(samples, count))) {
      int each = all.values().length / samples;
      return Arrays.stream(range(samples * count))
          .mapToDouble(i -> all.values()[i / count * each + (int) index.values()[i % count]])
          .toArray();
    }
    throw new IllegalArgumentException(
        "Expected an index of elements of y, whose shape is "
            + wanted
            + ". Received: an index of shape "
            + index.shape()
            + " into predictions of shape "
            + all.shape());
  }

  private static int[] range(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static int place(NpyArray index, int row, Shape shape) {
    int place = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      place = place * shape.size(axis) + (int) index.values()[row * shape.rank() + axis];
    }
    return place;
  }
}
