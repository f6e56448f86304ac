package io.github.markhor.backend.onednn;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The gradient below max-pooling as what it is: of each window and channel one number and its
 * position in the window, which pooling has noted. One row of windows at a time.
 */
final class PooledGradient {
  private final SparseShape shape;
  private final Rows gradient;
  private final ByteBuffer positions;
  private final float[] numbers;
  private final float[] room;
  private final byte[] places;
  private final byte[] part;

  /** One for each thread, since each has its own row. */
  static PooledGradient[] forThreads(
      int threads, SparseShape shape, Numbers gradient, ByteBuffer positions) {
    PooledGradient[] made = new PooledGradient[threads];
    Arrays.setAll(made, unused -> new PooledGradient(shape, gradient, positions));
    return made;
  }

  private PooledGradient(SparseShape shape, Numbers gradient, ByteBuffer positions) {
    this.shape = shape;
    this.gradient = shape.pooled(gradient);
    this.positions = positions;
    this.numbers = new float[shape.columns() * shape.filters()];
    this.room = new float[numbers.length];
    this.places = new byte[numbers.length];
    this.part = new byte[shape.columns() * shape.block()];
  }

  /** Goes to a row of windows. */
  void read(int picture, int row) {
    gradient.get(picture, row, numbers, 0, room);
    int block = shape.block();
    int filters = shape.filters();
    for (int first = 0; first < filters; first += block) {
      int start = (picture * (filters / block) + first / block) * shape.rows() + row;
      positions.get(start * part.length, part);
      for (int column = 0; column < shape.columns(); column++) {
        System.arraycopy(part, column * block, places, column * filters + first, block);
      }
    }
  }

  /** Copies a window's numbers and their positions, one for each filter. */
  void window(int column, float[] to, byte[] at) {
    System.arraycopy(numbers, column * shape.filters(), to, 0, shape.filters());
    System.arraycopy(places, column * shape.filters(), at, 0, shape.filters());
  }
}
