package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.blocks.BlockMath;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.DType;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a convolution's kernel where max-pooling follows the convolution.
 *
 * <p><b>Why.</b> Max-pooling passes the gradient of a window on to one of its pixels, a different
 * one for each filter; all other pixels get 0. The usual way writes the zeros to memory and
 * multiplies by them. With windows of 3 × 3 pixels, eight of nine multiplications are by 0.
 *
 * <p><b>How.</b> For each window and filter, pooling has noted the pixel's position; its gradient
 * is one number, g. The convolution computed that pixel from a patch of the picture, so the
 * filter's gradient is the sum, over all windows, of g times that patch. A part of the work is one
 * row of the kernel: it goes over all windows, copies the pieces of the patches that this row of
 * the kernel sees, one for each position in the window, and adds to each filter's sum the piece at
 * its position times its g. Four windows are added at once, which the JIT turns into vector
 * instructions. The order of the additions follows from the sizes alone, so the same step gives the
 * same bits.
 *
 * <p><b>When it pays.</b> These loops multiply at about a third of oneDNN's speed, so windows must
 * have nine pixels or more, and filters and kernel rows must make the inner loops long; the
 * lowering decides. A step of the food network (512 filters of 5 × 5, windows of 3 × 3) takes 800
 * ms instead of 1,100, in float32 on two Zen 4 cores. Windows of four pixels would gain little.
 *
 * @param x the pictures, whose channels lie in blocks of {@code channelBlock}
 * @param dPooled the gradient of pooling's result
 * @param positions the position in its window of the pixel that gets each number of it
 * @param dKernel the result, in the order (kernel rows, filters, kernel columns, channels)
 * @param dBias the sum of the gradients of each filter; null if there is no bias
 */
public record SparseBackwardWeights(
    SparseShape shape,
    DType dtype,
    Buffer x,
    int channelBlock,
    Buffer dPooled,
    Buffer positions,
    Buffer dKernel,
    Buffer dBias)
    implements SparseKernel {
  /** Windows whose parts are added at once. */
  private static final int TOGETHER = 4;

  @Override
  public String label() {
    return "Sparse BackwardWeights";
  }

  @Override
  public List<Buffer> buffers() {
    List<Buffer> all = new ArrayList<>(List.of(x, dPooled, positions, dKernel));
    if (dBias != null) {
      all.add(dBias);
    }
    return all;
  }

  @Override
  public Task bind(Binding binding) {
    Bound bound = new Bound(binding);
    int parts = shape.kernelHeight() + (dBias == null ? 0 : 1);
    return step -> binding.workers().run(parts, bound);
  }

  /** The instruction on addresses: a part for each row of the kernel, and one for the bias. */
  private final class Bound implements Workers.Body {
    private final Binding binding;
    private final PictureRows pictures;
    private final PooledGradient[] gradients;
    private final FloatBuffer kernel;
    private final FloatBuffer bias;

    Bound(Binding binding) {
      this.binding = binding;
      pictures = shape.pictures(Numbers.of(dtype, binding.view(x)), channelBlock);
      gradients =
          PooledGradient.forThreads(
              binding.workers().threads(),
              shape,
              Numbers.of(dtype, binding.view(dPooled)),
              binding.view(positions));
      kernel = binding.view(dKernel).asFloatBuffer();
      bias = dBias == null ? null : binding.view(dBias).asFloatBuffer();
    }

    @Override
    public void run(int part, int worker) {
      Scratch scratch =
          binding
              .scratch(worker)
              .of(SparseBackwardWeights.this, Scratch.class, () -> new Scratch(shape));
      PooledGradient pooled = gradients[worker];
      if (part == shape.kernelHeight()) {
        bias(scratch, pooled);
      } else {
        kernelRow(scratch, pooled, part);
      }
    }

    private void bias(Scratch scratch, PooledGradient pooled) {
      double[] sums = scratch.biases;
      Arrays.fill(sums, 0);
      for (int picture = 0; picture < shape.pictures(); picture++) {
        for (int row = 0; row < shape.rows(); row++) {
          pooled.read(picture, row);
          for (int column = 0; column < shape.columns(); column++) {
            pooled.window(column, scratch.numbers[0], scratch.places[0]);
            for (int filter = 0; filter < sums.length; filter++) {
              sums[filter] += scratch.numbers[0][filter];
            }
          }
        }
      }
      for (int filter = 0; filter < sums.length; filter++) {
        bias.put(filter, (float) sums[filter]);
      }
    }

    private void kernelRow(Scratch scratch, PooledGradient pooled, int kernelRow) {
      for (float[] sums : scratch.sums) {
        Arrays.fill(sums, 0);
      }
      scratch.windows = 0;
      for (int picture = 0; picture < shape.pictures(); picture++) {
        for (int row = 0; row < shape.rows(); row++) {
          pooled.read(picture, row);
          windows(scratch, pooled, picture, row * shape.poolHeight() + kernelRow - shape.top());
        }
      }
      if (scratch.windows > 0) {
        for (int free = scratch.windows; free < TOGETHER; free++) {
          Arrays.fill(scratch.numbers[free], 0);
        }
        scratch.add();
      }
      for (int filter = 0; filter < shape.filters(); filter++) {
        int start = (kernelRow * shape.filters() + filter) * shape.run();
        kernel.put(start, scratch.sums[filter]);
      }
    }

    /** A row of windows, whose first rows of pixels see the pictures' row {@code first}. */
    private void windows(Scratch scratch, PooledGradient pooled, int picture, int first) {
      boolean any = false;
      for (int down = 0; down < shape.poolHeight(); down++) {
        scratch.inside[down] = first + down >= 0 && first + down < shape.height();
        if (scratch.inside[down]) {
          any = true;
          int at = shape.left() * shape.channels();
          pictures.get(picture, first + down, scratch.rows[down], at, scratch.row);
        }
      }
      for (int column = 0; any && column < shape.columns(); column++) {
        float[][] seen = scratch.seen[scratch.windows];
        for (int place = 0; place < seen.length; place++) {
          int down = place / shape.poolWidth();
          int pixel = column * shape.poolWidth() + place % shape.poolWidth();
          if (scratch.inside[down]) {
            System.arraycopy(
                scratch.rows[down], pixel * shape.channels(), seen[place], 0, shape.run());
          } else {
            Arrays.fill(seen[place], 0);
          }
        }
        pooled.window(column, scratch.numbers[scratch.windows], scratch.places[scratch.windows]);
        if (++scratch.windows == TOGETHER) {
          scratch.add();
        }
      }
    }
  }

  /** The arrays in which one thread computes. */
  private static final class Scratch {
    final double[] biases;

    /** For each filter, its gradient in the kernel's row. */
    final float[][] sums;

    /** For each of some windows and each place in it, the numbers that the kernel's row sees. */
    final float[][][] seen;

    final float[][] numbers;
    final byte[][] places;
    int windows;

    /** The pictures' rows below those of a window, padded. */
    final float[][] rows;

    final boolean[] inside;
    final float[] row;

    Scratch(SparseShape shape) {
      biases = new double[shape.filters()];
      sums = new float[shape.filters()][shape.run()];
      seen = new float[TOGETHER][shape.area()][shape.run()];
      numbers = new float[TOGETHER][shape.filters()];
      places = new byte[TOGETHER][shape.filters()];
      rows = new float[shape.poolHeight()][shape.paddedWidth() * shape.channels()];
      inside = new boolean[shape.poolHeight()];
      row = new float[shape.width() * shape.channels()];
    }

    void add() {
      for (int filter = 0; filter < sums.length; filter++) {
        float a = numbers[0][filter];
        float b = numbers[1][filter];
        float c = numbers[2][filter];
        float d = numbers[3][filter];
        if (a != 0 || b != 0 || c != 0 || d != 0) {
          BlockMath.addScaled(
              sums[filter],
              a,
              seen[0][places[0][filter] & 0xff],
              b,
              seen[1][places[1][filter] & 0xff],
              c,
              seen[2][places[2][filter] & 0xff],
              d,
              seen[3][places[3][filter] & 0xff]);
        }
      }
      windows = 0;
    }
  }
}
