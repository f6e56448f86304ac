package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import java.util.List;

/** Reads numbers from a table, part by part. */
public record LookupKernel(Node node, Buffer table, Buffer places, Buffer to)
    implements Instruction {
  private static final int PART = 4096;

  @Override
  public String label() {
    return node.op().label();
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(table, places, to);
  }

  @Override
  public Task bind(Binding binding) {
    Numbers from = Numbers.of(DType.FLOAT32, binding.view(table));
    Numbers at = Numbers.of(DType.FLOAT32, binding.view(places));
    Numbers y = Numbers.of(DType.FLOAT32, binding.view(to));
    int size = node.input(0).shape().size(0);
    int elements = Math.toIntExact(node.output(0).shape().elements());
    float[] part = new float[Math.min(PART, elements)];
    return step -> {
      for (int first = 0; first < elements; first += PART) {
        int n = Math.min(PART, elements - first);
        at.get(first, part, 0, n);
        for (int i = 0; i < n; i++) {
          int place = (int) part[i];
          boolean there = place == part[i] && place >= 0 && place < size;
          part[i] = there ? from.get(place) : 0;
        }
        y.put(first, part, n);
      }
    };
  }
}
