package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import java.util.List;

/** Writes class numbers as rows of zeros with a one. */
public record OneHotKernel(Node node, Buffer from, Buffer to) implements Instruction {
  @Override
  public String label() {
    return node.op().label();
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(from, to);
  }

  @Override
  public Task bind(Binding binding) {
    Numbers x = Numbers.of(node.input(0).dtype(), binding.view(from));
    Numbers y = Numbers.of(DType.FLOAT32, binding.view(to));
    int depth = node.output(0).shape().size(-1);
    int rows = (int) node.input(0).shape().elements();
    float[] vector = new float[depth];
    return step -> {
      for (int row = 0; row < rows; row++) {
        float number = x.get(row);
        int position = (int) number;
        boolean known = position == number && position >= 0 && position < depth;
        if (known) {
          vector[position] = 1;
        }
        y.put(row * depth, vector, depth);
        if (known) {
          vector[position] = 0;
        }
      }
    };
  }
}
