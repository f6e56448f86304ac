package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.kernels.ReductionKernel;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/** Lowers sums and maxima along axes. */
final class Reductions {
  /** From so many numbers on, oneDNN's conversion of all is faster than one by one in Java. */
  private static final long LARGE = 4096;

  private Reductions() {}

  /** A copy in C order and float32. */
  private static Buffer widened(LoweringContext context, Value x) {
    Natives natives = context.natives();
    Shape shape = x.shape();
    boolean pictures = shape.rank() == 4;
    Layout cOrder =
        pictures ? natives.pictures(x.dtype(), shape) : natives.vector(x.dtype(), shape.elements());
    Layout wide =
        pictures
            ? natives.pictures(DType.FLOAT32, shape)
            : natives.vector(DType.FLOAT32, shape.elements());
    Place from =
        pictures ? context.asWritten(x, cOrder).place() : new Place(context.inCOrder(x), cOrder);
    Place copy = new Place(Buffer.inArena(wide.bytes(), Buffer.Use.SCRATCH), wide);
    context.emit(Primitive.reorder(context.dnnl(), natives, from, copy));
    return copy.buffer();
  }

  /** Reduces one run of neighbouring axes after the other, the last first. */
  static void lower(LoweringContext context, Node node, Reduce op) {
    Value x = node.input(0);
    Shape shape = x.shape();
    boolean widened = x.dtype() == DType.BFLOAT16 && shape.elements() >= LARGE;
    Buffer from = widened ? widened(context, x) : context.inCOrder(x);
    DType fromType = widened ? DType.FLOAT32 : x.dtype();
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
