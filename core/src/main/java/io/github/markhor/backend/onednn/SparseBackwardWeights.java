package io.github.markhor.backend.onednn;

import io.github.markhor.graph.DType;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a convolution's kernel where max-pooling follows: of the pixels in a window only
 * one has a gradient, for each filter another. So to each filter's gradient the part of the picture
 * is added that the kernel has seen there, times that number: as many multiplications less as a
 * window has pixels.
 *
 * @param x the pictures, whose channels lie in blocks of {@code channelBlock}
 * @param dKernel the result, in the order (kernel rows, filters, kernel columns, channels)
 * @param dBias null if there is none
 */
record SparseBackwardWeights(
    SparseShape shape,
    DType dtype,
    Buffer x,
    int channelBlock,
    Buffer dPooled,
    Buffer positions,
    Buffer dKernel,
    Buffer dBias)
    implements SparseInstruction {
  /** Windows whose parts are added at once. */
  private static final int TOGETHER = 4;

  @Override
  public String label() {
    return "BackwardWeights below Max";
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
    private final Rows pictures;
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
      Room room =
          binding
              .registers(worker)
              .room(SparseBackwardWeights.this, Room.class, () -> new Room(shape));
      PooledGradient pooled = gradients[worker];
      if (part == shape.kernelHeight()) {
        bias(room, pooled);
      } else {
        kernelRow(room, pooled, part);
      }
    }

    private void bias(Room room, PooledGradient pooled) {
      double[] sums = room.biases;
      Arrays.fill(sums, 0);
      for (int picture = 0; picture < shape.pictures(); picture++) {
        for (int row = 0; row < shape.rows(); row++) {
          pooled.read(picture, row);
          for (int column = 0; column < shape.columns(); column++) {
            pooled.window(column, room.numbers[0], room.places[0]);
            for (int filter = 0; filter < sums.length; filter++) {
              sums[filter] += room.numbers[0][filter];
            }
          }
        }
      }
      for (int filter = 0; filter < sums.length; filter++) {
        bias.put(filter, (float) sums[filter]);
      }
    }

    private void kernelRow(Room room, PooledGradient pooled, int kernelRow) {
      for (float[] sums : room.sums) {
        Arrays.fill(sums, 0);
      }
      room.windows = 0;
      for (int picture = 0; picture < shape.pictures(); picture++) {
        for (int row = 0; row < shape.rows(); row++) {
          pooled.read(picture, row);
          windows(room, pooled, picture, row * shape.poolHeight() + kernelRow - shape.top());
        }
      }
      if (room.windows > 0) {
        for (int free = room.windows; free < TOGETHER; free++) {
          Arrays.fill(room.numbers[free], 0);
        }
        room.add();
      }
      for (int filter = 0; filter < shape.filters(); filter++) {
        int start = (kernelRow * shape.filters() + filter) * shape.run();
        kernel.put(start, room.sums[filter]);
      }
    }

    /** A row of windows, whose first rows of pixels see the pictures' row {@code first}. */
    private void windows(Room room, PooledGradient pooled, int picture, int first) {
      boolean any = false;
      for (int down = 0; down < shape.poolHeight(); down++) {
        room.inside[down] = first + down >= 0 && first + down < shape.height();
        if (room.inside[down]) {
          any = true;
          int at = shape.left() * shape.channels();
          pictures.get(picture, first + down, room.rows[down], at, room.row);
        }
      }
      for (int column = 0; any && column < shape.columns(); column++) {
        float[][] seen = room.seen[room.windows];
        for (int place = 0; place < seen.length; place++) {
          int down = place / shape.poolWidth();
          int pixel = column * shape.poolWidth() + place % shape.poolWidth();
          if (room.inside[down]) {
            System.arraycopy(
                room.rows[down], pixel * shape.channels(), seen[place], 0, shape.run());
          } else {
            Arrays.fill(seen[place], 0);
          }
        }
        pooled.window(column, room.numbers[room.windows], room.places[room.windows]);
        if (++room.windows == TOGETHER) {
          room.add();
        }
      }
    }
  }

  /** What one thread computes in. */
  private static final class Room {
    final double[] biases;

    /** For each filter, its gradient in the kernel's row. */
    final float[][] sums;

    /** For each of some windows and each place in it, what the kernel's row sees there. */
    final float[][][] seen;

    final float[][] numbers;
    final byte[][] places;
    int windows;

    /** The pictures' rows below those of a window, padded. */
    final float[][] rows;

    final boolean[] inside;
    final float[] row;

    Room(SparseShape shape) {
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
