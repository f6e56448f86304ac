package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.kernels.ReductionKernel;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/** Lowers sums and maxima along axes. */
final class Reductions {
  private Reductions() {}

  /** Reduces one run of neighbouring axes after the other, the last first. */
  static void lower(LoweringContext context, Node node, Reduce op) {
    Value x = node.input(0);
    Shape shape = x.shape();
    Buffer from = context.inCOrder(x);
    DType fromType = x.dtype();
    int end = shape.rank();
    int inner = 1;
    int left = Math.toIntExact(shape.elements());
    boolean done = false;
    while (!done) {
      // Axes that stay, then the run of axes that go.
      while (end > 0 && !op.axes().contains(end - 1)) {
        inner *= shape.size(--end);
      }
      int count = 1;
      while (end > 0 && op.axes().contains(end - 1)) {
        count *= shape.size(--end);
      }
      int rest = end;
      done = op.axes().stream().noneMatch(axis -> axis < rest);
      left /= count;
      DType toType = done ? x.dtype() : DType.FLOAT32;
      Buffer to =
          done
              ? context.allocate(node.output(0))
              : Buffer.inArena((long) left * Float.BYTES, Buffer.Use.SCRATCH);
      context.emit(
          new ReductionKernel(
              op.label(), op.kind(), left / inner, count, inner, fromType, from, toType, to));
      from = to;
      fromType = toType;
    }
  }
}
