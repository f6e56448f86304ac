package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.blocks.BlockMath;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Reduce;
import java.util.List;

/**
 * Sums or maxima of {@code count} neighbours, {@code inner} numbers apart, {@code outer} times.
 * Many partial results are kept side by side, which is fast and, for sums, exact; the order of the
 * additions depends on the sizes alone.
 */
public record ReductionKernel(
    String label,
    Reduce.Kind kind,
    int outer,
    int count,
    int inner,
    DType fromType,
    Buffer from,
    DType toType,
    Buffer to)
    implements Instruction {
  private static final int WIDTH = 2048;

  @Override
  public List<Buffer> buffers() {
    return List.of(from, to);
  }

  @Override
  public Task bind(Binding binding) {
    Numbers x = Numbers.of(fromType, binding.view(from));
    Numbers y = Numbers.of(toType, binding.view(to));
    // As many neighbours side by side as fit a row of partial results.
    int together = Math.max(1, Math.min(count, WIDTH / inner));
    int slice = Math.min(inner, WIDTH);
    float[] partial = new float[slice * together];
    float[] block = new float[slice * together];
    float[] result = new float[slice];
    return step -> {
      for (int o = 0; o < outer; o++) {
        for (int begin = 0; begin < inner; begin += slice) {
          int width = Math.min(slice, inner - begin);
          gather(x, o * count * inner + begin, width, together, partial, block);
          fold(partial, width, together, result);
          y.put(o * inner + begin, result, width);
        }
      }
    };
  }

  private void gather(
      Numbers x, int start, int width, int together, float[] partial, float[] block) {
    int row = width * together;
    if (width == inner) {
      x.get(start, partial, 0, row);
      for (int at = together; at < count; at += together) {
        int n = Math.min(together, count - at) * width;
        x.get(start + at * inner, block, 0, n);
        combine(block, partial, n);
      }
    } else {
      x.get(start, partial, 0, width);
      for (int at = 1; at < count; at++) {
        x.get(start + at * inner, block, 0, width);
        combine(block, partial, width);
      }
    }
  }

  private void combine(float[] block, float[] partial, int n) {
    if (kind == Reduce.Kind.SUM) {
      BlockMath.add(partial, block, partial, n);
    } else {
      BlockMath.max(partial, block, partial, n);
    }
  }

  private void fold(float[] partial, int width, int together, float[] result) {
    if (together == 1) {
      System.arraycopy(partial, 0, result, 0, width);
      return;
    }
    for (int i = 0; i < width; i++) {
      double sum = 0;
      float largest = Float.NEGATIVE_INFINITY;
      for (int j = i; j < width * together; j += width) {
        sum += partial[j];
        largest = Math.max(largest, partial[j]);
      }
      result[i] = kind == Reduce.Kind.SUM ? (float) sum : largest;
    }
  }
}
