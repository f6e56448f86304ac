package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import java.util.List;

/** Writes the position of the largest number of each row, the first if there are several. */
public record ArgMaxKernel(Node node, Buffer from, Buffer to) implements Instruction {
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
    int columns = node.input(0).shape().size(-1);
    int rows = (int) node.output(0).shape().elements();
    float[] position = new float[1];
    return step -> {
      for (int row = 0; row < rows; row++) {
        int best = 0;
        float largest = x.get(row * columns);
        for (int column = 1; column < columns; column++) {
          float number = x.get(row * columns + column);
          if (number > largest) {
            largest = number;
            best = column;
          }
        }
        position[0] = best;
        y.put(row, position, 1);
      }
    };
  }
}
