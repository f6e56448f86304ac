package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.blocks.BlockMath;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.DType;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a convolution's input where max-pooling follows the convolution. In each window
 * only one pixel has a gradient, a different one for each filter (see {@link
 * SparseBackwardWeights}). So this goes over the pixels of the windows: for each it takes the
 * filters whose gradient is there, adds up their kernels times that gradient, and adds the sum to
 * the part of the result that the kernel covers. Filters are sorted by their pixel first, so that
 * each kernel is read once for a window.
 *
 * @param kernel in the order (kernel rows, filters, kernel columns, channels)
 * @param dPooled the gradient of pooling's result
 * @param positions the position in its window of the pixel that gets each number of it
 * @param dx the result, whose channels lie in blocks of {@code channelBlock}
 */
public record SparseBackwardInput(
    SparseShape shape,
    DType dtype,
    Buffer kernel,
    Buffer dPooled,
    Buffer positions,
    Buffer dx,
    int channelBlock)
    implements SparseKernel {
  /** Filters that are added at once. */
  private static final int TOGETHER = 4;

  @Override
  public String label() {
    return "Sparse BackwardInput";
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

  /** The instruction on addresses: each part computes some pictures. */
  private final class Bound implements Workers.Body {
    final int each;
    private final Binding binding;
    private final Numbers kernels;
    private final PooledGradient[] gradients;
    private final PictureRows result;

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
      Scratch scratch =
          binding
              .scratch(worker)
              .of(SparseBackwardInput.this, Scratch.class, () -> new Scratch(shape, each));
      int begin = part * each;
      int count = Math.min(each, shape.pictures() - begin);
      PooledGradient pooled = gradients[worker];
      for (int i = 0; i < count; i++) {
        for (int row = 0; row < shape.rows(); row++) {
          pooled.read(begin + i, row);
          for (int column = 0; column < shape.columns(); column++) {
            pooled.window(column, scratch.numbers, scratch.places);
            scratch.sort((i * shape.rows() + row) * shape.columns() + column);
          }
        }
        for (float[] row : scratch.rows[i]) {
          Arrays.fill(row, 0);
        }
      }
      for (int kernelRow = 0; kernelRow < shape.kernelHeight(); kernelRow++) {
        for (int filter = 0; filter < shape.filters(); filter++) {
          int start = (kernelRow * shape.filters() + filter) * shape.run();
          kernels.get(start, scratch.kernel[filter], 0, shape.run());
        }
        for (int i = 0; i < count; i++) {
          picture(scratch, i, kernelRow);
        }
      }
      for (int i = 0; i < count; i++) {
        for (int row = 0; row < shape.height(); row++) {
          int at = shape.left() * shape.channels();
          result.put(begin + i, row, scratch.rows[i][row], at, scratch.row);
        }
      }
    }

    /** Adds the share of one row of the kernel to the gradient of a picture. */
    private void picture(Scratch scratch, int picture, int kernelRow) {
      for (int row = 0; row < shape.rows(); row++) {
        for (int place = 0; place < shape.area(); place++) {
          int to = row * shape.poolHeight() + place / shape.poolWidth() + kernelRow - shape.top();
          if (to < 0 || to >= shape.height()) {
            continue;
          }
          for (int column = 0; column < shape.columns(); column++) {
            int window = (picture * shape.rows() + row) * shape.columns() + column;
            if (scratch.sum(window, place)) {
              int pixel = column * shape.poolWidth() + place % shape.poolWidth();
              int at = pixel * shape.channels();
              BlockMath.addAt(scratch.rows[picture][to], at, scratch.sum, shape.run());
            }
          }
        }
      }
    }
  }

  /** The arrays in which one thread computes. */
  private static final class Scratch {
    /** The kernel's row for each filter; one more at the end stays 0. */
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

    Scratch(SparseShape shape, int pictures) {
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
