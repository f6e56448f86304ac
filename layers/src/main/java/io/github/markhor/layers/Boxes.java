package io.github.markhor.layers;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/** Boxes at random places of pictures, one for each picture. */
final class Boxes {
  private Boxes() {}

  /**
   * 1 within a box and 0 without, (N, H, W, 1).
   *
   * @param width the box's share of the width, (N, 1, 1, 1)
   * @param height its share of the height
   * @param left where the box is, from 0, at the left, to 1, at the right
   * @param top likewise from the top
   */
  static Value mask(Value pictures, Value width, Value height, Value left, Value top) {
    Shape shape = pictures.shape();
    Value right = within(numbers(pictures.graph(), 1, shape.size(2)), shape.size(2), width, left);
    Value down = within(numbers(pictures.graph(), shape.size(1), 1), shape.size(1), height, top);
    return right.mul(down);
  }

  private static Value within(Value grid, int size, Value share, Value place) {
    Value length = share.mul(size);
    Value start = place.mul(length.neg().add(size));
    return grid.greaterEqual(start).mul(grid.less(start.add(length)));
  }

  /** 0, 1, 2 and so on down, (1, rows, 1, 1), or to the right, (1, 1, columns, 1). */
  static Value numbers(Graph graph, int rows, int columns) {
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return graph.constant(Type.float32(Shape.of(1, rows, columns, 1)), numbers);
  }
}
