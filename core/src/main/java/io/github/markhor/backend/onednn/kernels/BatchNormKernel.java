package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.blocks.BlockMath;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalization for numbers of channels for which oneDNN has no fast implementation: it would
 * fall back to one that loses digits when the mean is large compared with the deviation. Sums of
 * many points are kept side by side and added up in double precision.
 */
public final class BatchNormKernel implements Instruction {
  private static final int WIDTH = 2048;

  private final BatchNorm norm;
  private final DType dtype;
  private final int channels;
  private final int rows;
  private final List<Buffer> buffers;

  /**
   * @param buffers those of the node's inputs, then those of its outputs
   */
  public BatchNormKernel(Node node, List<Buffer> buffers) {
    this.norm = (BatchNorm) node.op();
    this.dtype = node.input(0).dtype();
    this.channels = node.input(0).shape().size(-1);
    this.rows = Math.toIntExact(node.input(0).shape().elements() / channels);
    this.buffers = buffers;
  }

  @Override
  public String label() {
    return norm.label();
  }

  @Override
  public List<Buffer> buffers() {
    return buffers;
  }

  @Override
  public Task bind(Binding binding) {
    boolean training = norm instanceof BatchNorm.Training;
    Numbers[] numbers = new Numbers[buffers.size()];
    for (int i = 0; i < numbers.length; i++) {
      // The types of x and y, and in the backward pass of dy and dx, are those of the pictures.
      boolean pictures = i == 0 || (training ? i == 3 : i == 4 || i == 5);
      numbers[i] = Numbers.of(pictures ? dtype : DType.FLOAT32, binding.view(buffers.get(i)));
    }
    Pass pass = new Pass(channels, rows);
    return training
        ? step ->
            train(pass, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        : step -> differentiate(pass, numbers);
  }

  private void train(
      Pass pass,
      Numbers x,
      Numbers scale,
      Numbers shift,
      Numbers y,
      Numbers mean,
      Numbers variance) {
    pass.sum(x, null, null, pass.a);
    pass.store(pass.a, mean);
    pass.sum(x, x, pass.a, pass.b);
    pass.store(pass.b, variance);
    for (int c = 0; c < channels; c++) {
      pass.factor[c] = (float) (scale.get(c) / Math.sqrt(pass.b[c] + norm.epsilon()));
      pass.offset[c] = shift.get(c);
    }
    pass.write(x, pass.a, null, y);
  }

  private void differentiate(Pass pass, Numbers[] numbers) {
    Numbers x = numbers[0];
    Numbers dy = numbers[4];
    for (int c = 0; c < channels; c++) {
      pass.a[c] = numbers[2].get(c);
    }
    pass.sum(dy, x, pass.a, pass.b);
    pass.sum(dy, null, null, pass.c);
    for (int c = 0; c < channels; c++) {
      double deviation = Math.sqrt(numbers[3].get(c) + norm.epsilon());
      pass.result[0] = (float) (pass.b[c] * rows / deviation);
      numbers[6].put(c, pass.result, 1);
      pass.result[0] = (float) (pass.c[c] * rows);
      numbers[7].put(c, pass.result, 1);
      double factor = numbers[1].get(c) / deviation;
      pass.factor[c] = (float) (-factor * pass.b[c] / (deviation * deviation));
      pass.offset[c] = (float) (-factor * pass.c[c]);
      pass.dyFactor[c] = (float) factor;
    }
    pass.write(x, pass.a, dy, numbers[5]);
  }

  /** Goes over all rows, as many at a time as fit a block; holds the sums of the channels. */
  private static final class Pass {
    private final int channels;
    private final int rows;
    private final int together;
    private final float[] block;
    private final float[] second;
    private final float[] partial;
    private final float[] result = new float[1];
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final float[] factor;
    private final float[] offset;
    private final float[] dyFactor;

    Pass(int channels, int rows) {
      this.channels = channels;
      this.rows = rows;
      together = Math.max(1, Math.min(rows, WIDTH / channels));
      block = new float[together * channels];
      second = new float[together * channels];
      partial = new float[together * channels];
      a = new double[channels];
      b = new double[channels];
      c = new double[channels];
      factor = new float[channels];
      offset = new float[channels];
      dyFactor = new float[channels];
    }

    /**
     * The mean of x for each channel; with y and m, the mean of x · (y - m), or of (x - m)² where x
     * and y are the same.
     */
    void sum(Numbers x, Numbers y, double[] m, double[] into) {
      Arrays.fill(partial, 0);
      for (int row = 0; row < rows; row += together) {
        int n = Math.min(together, rows - row) * channels;
        x.get(row * channels, block, 0, n);
        if (y != null) {
          y.get(row * channels, second, 0, n);
          center(second, m, n);
          if (x == y) {
            BlockMath.mul(second, second, block, n);
          } else {
            BlockMath.mul(block, second, block, n);
          }
        }
        BlockMath.add(partial, block, partial, n);
      }
      for (int channel = 0; channel < channels; channel++) {
        double sum = 0;
        for (int i = channel; i < partial.length; i += channels) {
          sum += partial[i];
        }
        into[channel] = sum / rows;
      }
    }

    private void center(float[] numbers, double[] m, int n) {
      for (int start = 0; start < n; start += channels) {
        for (int channel = 0; channel < channels; channel++) {
          numbers[start + channel] -= (float) m[channel];
        }
      }
    }

    void store(double[] values, Numbers to) {
      for (int channel = 0; channel < channels; channel++) {
        result[0] = (float) values[channel];
        to.put(channel, result, 1);
      }
    }

    /** (x - m) · factor + offset, plus dy · dyFactor if there is a dy. */
    void write(Numbers x, double[] m, Numbers dy, Numbers to) {
      for (int row = 0; row < rows; row += together) {
        int n = Math.min(together, rows - row) * channels;
        x.get(row * channels, block, 0, n);
        center(block, m, n);
        if (dy != null) {
          dy.get(row * channels, second, 0, n);
        }
        for (int start = 0; start < n; start += channels) {
          for (int channel = 0; channel < channels; channel++) {
            float own = block[start + channel] * factor[channel] + offset[channel];
            block[start + channel] =
                dy == null ? own : own + second[start + channel] * dyFactor[channel];
          }
        }
        to.put(row * channels, block, n);
      }
    }
  }
}
