package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pad;
import io.github.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Padding and cropping, run by run: a run is a piece of contiguous memory, the last axis that
 * changes with all axes behind it. It is copied as bytes, whatever type its numbers have.
 *
 * @param sizes the result's axes before the run's
 * @param sources the input's axes before the run's
 * @param before how many elements later the input begins than the result, on each of these axes
 * @param run a run of the result, which begins with zeros
 * @param source a run of the input, whose first bytes may be left out
 */
public record PadKernel(
    String label,
    Buffer from,
    Buffer to,
    int[] sizes,
    int[] sources,
    int[] before,
    Run run,
    Run source)
    implements Instruction {
  /** A run's bytes: how many there are, the first that is copied, and how many are copied. */
  public record Run(int bytes, int start, int copied) {}

  /** The fewest runs in a part of the work. */
  private static final int RUNS = 64;

  public static PadKernel of(Node node, Pad op, Buffer from, Buffer to) {
    Shape x = node.input(0).shape();
    Shape y = node.output(0).shape();
    int last = y.rank() - 1;
    int unit = node.input(0).dtype().bytes();
    while (last > 0 && op.before().get(last) == 0 && op.after().get(last) == 0) {
      unit *= y.size(last--);
    }
    int[] before = op.before().stream().mapToInt(Integer::intValue).toArray();
    int start = Math.max(0, before[last]);
    int skipped = Math.max(0, -before[last]);
    int copied = Math.max(0, Math.min(y.size(last) - start, x.size(last) - skipped));
    return new PadKernel(
        op.label(),
        from,
        to,
        Arrays.copyOf(y.toArray(), last),
        Arrays.copyOf(x.toArray(), last),
        before,
        new Run(y.size(last) * unit, start * unit, copied * unit),
        new Run(x.size(last) * unit, skipped * unit, copied * unit));
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(from, to);
  }

  @Override
  public Task bind(Binding binding) {
    ByteBuffer x = binding.view(from);
    ByteBuffer y = binding.view(to);
    ByteBuffer zeros = ByteBuffer.allocateDirect(run.bytes());
    int runs = run.bytes() == 0 ? 0 : (int) (to.bytes() / run.bytes());
    int each = Math.max(RUNS, runs / (4 * binding.workers().threads()));
    Workers.Body body =
        (part, worker) -> {
          for (int i = part * each; i < Math.min(runs, (part + 1) * each); i++) {
            copy(x, y, zeros, i);
          }
        };
    int parts = (runs + each - 1) / each;
    return step -> binding.workers().run(parts, body);
  }

  private void copy(ByteBuffer x, ByteBuffer y, ByteBuffer zeros, int index) {
    int at = index * run.bytes();
    int input = inputRun(index);
    if (input < 0) {
      y.put(at, zeros, 0, run.bytes());
      return;
    }
    int end = run.start() + run.copied();
    y.put(at, zeros, 0, run.start());
    y.put(at + run.start(), x, input * source.bytes() + source.start(), run.copied());
    y.put(at + end, zeros, 0, run.bytes() - end);
  }

  /** The number of the input's run that is copied to one of the result's, or -1. */
  private int inputRun(int index) {
    int rest = index;
    int input = 0;
    int step = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      int coordinate = rest % sizes[axis] - before[axis];
      rest /= sizes[axis];
      if (coordinate < 0 || coordinate >= sources[axis]) {
        return -1;
      }
      input += coordinate * step;
      step *= sources[axis];
    }
    return input;
  }
}
