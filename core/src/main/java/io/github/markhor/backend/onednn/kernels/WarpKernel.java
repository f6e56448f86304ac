package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Warp;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Affine maps of pictures and their gradient, picture by picture. */
public record WarpKernel(Node node, Warp op, Buffer from, Buffer maps, Buffer to)
    implements Instruction {
  @Override
  public String label() {
    return "Warp." + op.getClass().getSimpleName();
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(from, maps, to);
  }

  @Override
  public Task bind(Binding binding) {
    DType dtype = node.input(0).dtype();
    Numbers input = Numbers.of(dtype, binding.view(from));
    Numbers map = Numbers.of(DType.FLOAT32, binding.view(maps));
    Numbers output = Numbers.of(dtype, binding.view(to));
    Shape x = node.input(0).shape();
    Shape y = node.output(0).shape();
    int read = Math.toIntExact(x.dropFirst().elements());
    int written = Math.toIntExact(y.dropFirst().elements());
    boolean forward = op instanceof Warp.Forward;
    Walk[] walks = new Walk[binding.workers().threads()];
    for (int i = 0; i < walks.length; i++) {
      walks[i] = new Walk(op.sampling(), forward, forward ? x : y, forward ? y : x);
    }
    Workers.Body body =
        (picture, worker) -> {
          Walk walk = walks[worker];
          input.get(picture * read, forward ? walk.source : walk.result, 0, read);
          map.get(picture * 6, walk.map, 0, 6);
          walk.run();
          output.put(picture * written, forward ? walk.result : walk.source, written);
        };
    return step -> binding.workers().run(x.size(0), body);
  }

  /** One picture: from the source to the result, or the result's gradient to the source's. */
  private static final class Walk {
    private final Warp.Sampling sampling;
    private final boolean forward;
    private final int sourceHeight;
    private final int sourceWidth;
    private final int height;
    private final int width;
    private final int channels;
    private final float[] map = new float[6];
    private final float[] source;
    private final float[] result;

    Walk(Warp.Sampling sampling, boolean forward, Shape source, Shape result) {
      this.sampling = sampling;
      this.forward = forward;
      sourceHeight = source.size(1);
      sourceWidth = source.size(2);
      height = result.size(1);
      width = result.size(2);
      channels = source.size(3);
      this.source = new float[Math.toIntExact(source.dropFirst().elements())];
      this.result = new float[Math.toIntExact(result.dropFirst().elements())];
    }

    void run() {
      Arrays.fill(forward ? result : source, 0);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double column =
              sampling.mapped((double) map[0] * x + (double) map[1] * y + map[2], sourceWidth);
          double row =
              sampling.mapped((double) map[3] * x + (double) map[4] * y + map[5], sourceHeight);
          int at = (y * width + x) * channels;
          if (sampling.bilinear()) {
            between(column, row, at);
          } else {
            tap(rounded(column), rounded(row), 1, at);
          }
        }
      }
    }

    /** The nearest whole number, halves away from 0. */
    private static double rounded(double number) {
      return Math.signum(number) * Math.floor(Math.abs(number) + 0.5);
    }

    private void between(double column, double row, int at) {
      double left = Math.floor(column);
      double top = Math.floor(row);
      double right = column - left;
      double below = row - top;
      boolean within = left >= 0 && left + 1 < sourceWidth && top >= 0 && top + 1 < sourceHeight;
      if (forward && within) {
        int rows = (int) top;
        inner((rows * sourceWidth + (int) left) * channels, (float) right, (float) below, at);
        return;
      }
      tap(left, top, (1 - right) * (1 - below), at);
      tap(left + 1, top, right * (1 - below), at);
      tap(left, top + 1, (1 - right) * below, at);
      tap(left + 1, top + 1, right * below, at);
    }

    /** Interpolates between four pixels of the picture, the upper left of which is given. */
    private void inner(int from, float right, float below, int at) {
      int under = from + sourceWidth * channels;
      for (int c = 0; c < channels; c++) {
        float upper = source[from + c] * (1 - right) + source[from + channels + c] * right;
        float lower = source[under + c] * (1 - right) + source[under + channels + c] * right;
        result[at + c] = upper * (1 - below) + lower * below;
      }
    }

    /** Adds a pixel's share to the result, or of the result's gradient to the pixel's. */
    private void tap(double column, double row, double share, int at) {
      if (share == 0) {
        return;
      }
      boolean inside = column >= 0 && column < sourceWidth && row >= 0 && row < sourceHeight;
      float weight = (float) share;
      if (!inside) {
        for (int c = 0; forward && c < channels; c++) {
          result[at + c] += weight * sampling.value();
        }
        return;
      }
      int pixel = (int) row;
      int from = (pixel * sourceWidth + (int) column) * channels;
      for (int c = 0; c < channels; c++) {
        if (forward) {
          result[at + c] += weight * source[from + c];
        } else {
          source[from + c] += weight * result[at + c];
        }
      }
    }
  }
}
