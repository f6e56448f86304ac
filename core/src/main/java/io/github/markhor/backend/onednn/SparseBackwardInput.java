package io.github.markhor.backend.onednn;

import io.github.markhor.graph.DType;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a convolution's input where max-pooling follows: of the pixels in a window only
 * one has a gradient, for each filter another. So for each pixel the kernels of those filters are
 * added up whose gradient is there, times that number.
 *
 * @param kernel in the order (kernel rows, filters, kernel columns, channels)
 * @param dx the result, whose channels lie in blocks of {@code channelBlock}
 */
record SparseBackwardInput(
    SparseShape shape,
    DType dtype,
    Buffer kernel,
    Buffer dPooled,
    Buffer positions,
    Buffer dx,
    int channelBlock)
    implements SparseInstruction {
  /** Filters that are added at once. */
  private static final int TOGETHER = 4;

  @Override
  public String label() {
    return "BackwardInput below Max";
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(kernel, dPooled, positions, dx);
  }

  @Override
  public Task bind(Binding binding) {
    Bound bound = new Bound(binding);
    int each = bound.each;
    return step -> binding.workers().run((shape.pictures() + each - 1) / each, bound);
  }

  /** The instruction on addresses: a part for some pictures. */
  private final class Bound implements Workers.Body {
    final int each;
    private final Binding binding;
    private final Numbers kernels;
    private final PooledGradient[] gradients;
    private final Rows result;

    Bound(Binding binding) {
      this.binding = binding;
      int threads = binding.workers().threads();
      each = (shape.pictures() + threads - 1) / threads;
      kernels = Numbers.of(dtype, binding.view(kernel));
      gradients =
          PooledGradient.forThreads(
              threads, shape, Numbers.of(dtype, binding.view(dPooled)), binding.view(positions));
      result = shape.pictures(Numbers.of(dtype, binding.view(dx)), channelBlock);
    }

    @Override
    public void run(int part, int worker) {
      Room room =
          binding
              .registers(worker)
              .room(SparseBackwardInput.this, Room.class, () -> new Room(shape, each));
      int begin = part * each;
      int count = Math.min(each, shape.pictures() - begin);
      PooledGradient pooled = gradients[worker];
      for (int i = 0; i < count; i++) {
        for (int row = 0; row < shape.rows(); row++) {
          pooled.read(begin + i, row);
          for (int column = 0; column < shape.columns(); column++) {
            pooled.window(column, room.numbers, room.places);
            room.sort((i * shape.rows() + row) * shape.columns() + column);
          }
        }
        for (float[] row : room.rows[i]) {
          Arrays.fill(row, 0);
        }
      }
      for (int kernelRow = 0; kernelRow < shape.kernelHeight(); kernelRow++) {
        for (int filter = 0; filter < shape.filters(); filter++) {
          int start = (kernelRow * shape.filters() + filter) * shape.run();
          kernels.get(start, room.kernel[filter], 0, shape.run());
        }
        for (int i = 0; i < count; i++) {
          picture(room, i, kernelRow);
        }
      }
      for (int i = 0; i < count; i++) {
        for (int row = 0; row < shape.height(); row++) {
          int at = shape.left() * shape.channels();
          result.put(begin + i, row, room.rows[i][row], at, room.row);
        }
      }
    }

    /** Adds what a row of the kernel has to do with a picture. */
    private void picture(Room room, int picture, int kernelRow) {
      for (int row = 0; row < shape.rows(); row++) {
        for (int place = 0; place < shape.area(); place++) {
          int to = row * shape.poolHeight() + place / shape.poolWidth() + kernelRow - shape.top();
          if (to < 0 || to >= shape.height()) {
            continue;
          }
          for (int column = 0; column < shape.columns(); column++) {
            int window = (picture * shape.rows() + row) * shape.columns() + column;
            if (room.sum(window, place)) {
              int pixel = column * shape.poolWidth() + place % shape.poolWidth();
              int at = pixel * shape.channels();
              BlockMath.addAt(room.rows[picture][to], at, room.sum, shape.run());
            }
          }
        }
      }
    }
  }

  /** What one thread computes in. */
  private static final class Room {
    /** The kernel's row, for each filter; the last, for none, stays 0. */
    final float[][] kernel;

    /** For each picture and row the result, padded. */
    final float[][][] rows;

    final float[] sum;
    final float[] row;
    final float[] numbers;
    final byte[] places;
    private final int filters;
    private final int area;

    /** For each window the filters with a gradient, by its place in the window. */
    private final short[][] sorted;

    private final float[][] sortedNumbers;

    /** For each window and place, where its filters begin; then where the last one's end. */
    private final short[][] starts;

    Room(SparseShape shape, int pictures) {
      filters = shape.filters();
      area = shape.area();
      kernel = new float[filters + 1][shape.run()];
      rows = new float[pictures][shape.height()][shape.paddedWidth() * shape.channels()];
      sum = new float[shape.run()];
      row = new float[shape.width() * shape.channels()];
      numbers = new float[filters];
      places = new byte[filters];
      int windows = pictures * shape.rows() * shape.columns();
      sorted = new short[windows][filters];
      sortedNumbers = new float[windows][filters];
      starts = new short[windows][area + 1];
    }

    void sort(int window) {
      short[] start = starts[window];
      Arrays.fill(start, (short) 0);
      for (int filter = 0; filter < filters; filter++) {
        if (numbers[filter] != 0) {
          start[(places[filter] & 0xff) + 1]++;
        }
      }
      for (int place = 0; place < area; place++) {
        start[place + 1] += start[place];
      }
      short end = start[area];
      // Each start moves to the next one's place while it is filled.
      for (int filter = filters - 1; filter >= 0; filter--) {
        if (numbers[filter] != 0) {
          int at = --start[(places[filter] & 0xff) + 1];
          sorted[window][at] = (short) filter;
          sortedNumbers[window][at] = numbers[filter];
        }
      }
      System.arraycopy(start, 1, start, 0, area);
      start[area] = end;
    }

    /** Adds up the kernels of a window's filters at a place; false if there are none. */
    boolean sum(int window, int place) {
      int from = starts[window][place];
      int end = starts[window][place + 1];
      if (from == end) {
        return false;
      }
      Arrays.fill(sum, 0);
      for (int at = from; at < end; at += TOGETHER) {
        BlockMath.addScaled(
            sum,
            number(window, at, end),
            kernel(window, at, end),
            number(window, at + 1, end),
            kernel(window, at + 1, end),
            number(window, at + 2, end),
            kernel(window, at + 2, end),
            number(window, at + 3, end),
            kernel(window, at + 3, end));
      }
      return true;
    }

    private float number(int window, int at, int end) {
      return at < end ? sortedNumbers[window][at] : 0;
    }

    private float[] kernel(int window, int at, int end) {
      return at < end ? kernel[sorted[window][at]] : kernel[filters];
    }
  }
}
