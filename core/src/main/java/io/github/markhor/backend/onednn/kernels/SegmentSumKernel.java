package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import java.util.Arrays;
import java.util.List;

/** Sums by segment, added up in double. */
public record SegmentSumKernel(Node node, Buffer data, Buffer numbers, Buffer to)
    implements Instruction {
  @Override
  public String label() {
    return node.op().label();
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(data, numbers, to);
  }

  @Override
  public Task bind(Binding binding) {
    Numbers x = Numbers.of(DType.FLOAT32, binding.view(data));
    Numbers segment = Numbers.of(DType.FLOAT32, binding.view(numbers));
    Numbers y = Numbers.of(DType.FLOAT32, binding.view(to));
    int n = Math.toIntExact(node.input(0).shape().elements());
    int segments = node.output(0).shape().size(0);
    double[] sums = new double[segments];
    float[] rounded = new float[segments];
    return step -> {
      Arrays.fill(sums, 0);
      for (int i = 0; i < n; i++) {
        float number = segment.get(i);
        int at = (int) number;
        if (at == number && at >= 0 && at < segments) {
          sums[at] += x.get(i);
        }
      }
      for (int i = 0; i < segments; i++) {
        rounded[i] = (float) sums[i];
      }
      y.put(0, rounded, segments);
    };
  }
}
