package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Numbers;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The gradient of max-pooling's input in sparse form: for each window and channel one number, and
 * the position in the window of the pixel that it belongs to, which pooling has noted. Read one row
 * of windows at a time.
 */
final class PooledGradient {
  private final SparseShape shape;
  private final PictureRows gradient;
  private final ByteBuffer positions;
  private final float[] numbers;
  private final float[] scratch;
  private final byte[] places;
  private final byte[] part;

  /** A gradient for each thread, since each thread reads another row. */
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
    this.scratch = new float[numbers.length];
    this.places = new byte[numbers.length];
    this.part = new byte[shape.columns() * shape.block()];
  }

  /** Goes to a row of windows. */
  void read(int picture, int row) {
    gradient.get(picture, row, numbers, 0, scratch);
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
