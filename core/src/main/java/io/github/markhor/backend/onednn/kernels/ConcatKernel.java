package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.Concat;
import io.github.markhor.graph.Node;
import io.github.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Values one behind the other: of each, a run of contiguous bytes is copied to its place in a run
 * of the result, again and again.
 *
 * @param runs the number of runs, the same in all values
 * @param bytes of a run, of each value
 */
public record ConcatKernel(
    String label, List<Buffer> from, Buffer to, int runs, List<Integer> bytes)
    implements Instruction {
  /** The fewest runs in a part of the work. */
  private static final int RUNS = 64;

  public static ConcatKernel of(Node node, Concat op, List<Buffer> from, Buffer to) {
    Shape result = node.output(0).shape();
    int unit = node.output(0).dtype().bytes();
    int runs = 1;
    for (int axis = 0; axis < result.rank(); axis++) {
      if (axis < op.axis()) {
        runs *= result.size(axis);
      } else if (axis > op.axis()) {
        unit *= result.size(axis);
      }
    }
    List<Integer> bytes = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      bytes.add(unit * node.input(i).shape().size(op.axis()));
    }
    return new ConcatKernel(op.label(), from, to, runs, bytes);
  }

  @Override
  public List<Buffer> buffers() {
    List<Buffer> all = new ArrayList<>(from);
    all.add(to);
    return all;
  }

  @Override
  public Task bind(Binding binding) {
    List<ByteBuffer> sources = from.stream().map(binding::view).toList();
    ByteBuffer result = binding.view(to);
    int each = Math.max(RUNS, runs / (4 * binding.workers().threads()));
    Workers.Body body =
        (part, worker) -> copy(sources, result, part * each, Math.min(runs, (part + 1) * each));
    int parts = (runs + each - 1) / each;
    return step -> binding.workers().run(parts, body);
  }

  private void copy(List<ByteBuffer> sources, ByteBuffer result, int first, int end) {
    int width = bytes.stream().mapToInt(Integer::intValue).sum();
    int start = first * width;
    for (int i = 0; i < sources.size(); i++) {
      ByteBuffer source = sources.get(i);
      int count = bytes.get(i);
      int at = start;
      for (int run = first; run < end; run++) {
        result.put(at, source, run * count, count);
        at += width;
      }
      start += count;
    }
  }
}
