package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Transpose;
import io.github.markhor.graph.Value;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers products of matrices, softmax and transposition. */
final class Matrices {
  private Matrices() {}

  static void lower(LoweringContext context, Node node, MatMul op) {
    Natives natives = context.natives();
    Dnnl dnnl = context.dnnl();
    Layout a = matrix(natives, node.input(0), op.transposeA());
    Layout b = matrix(natives, node.input(1), op.transposeB());
    Value result = result(context, node);
    Layout y = matrix(natives, result, false);
    Value bias = node.inputs().size() > 2 ? node.input(2) : null;
    Layout row =
        bias == null ? null : natives.tagged(bias.dtype(), dnnl_ab, 1, bias.shape().elements());
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "a product of matrices",
            made ->
                dnnl_matmul_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    a.descriptor(),
                    b.descriptor(),
                    row == null ? null : row.descriptor(),
                    y.descriptor(),
                    dnnl.attributes()));
    Primitive primitive =
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_SRC, new Place(context.inCOrder(node.input(0)), a))
            .with(DNNL_ARG_WEIGHTS, new Place(context.inCOrder(node.input(1)), b));
    if (bias != null) {
      primitive.with(DNNL_ARG_BIAS, new Place(context.inCOrder(bias), row));
    }
    context.emit(primitive.with(DNNL_ARG_DST, new Place(context.allocate(result), y)));
  }

  /**
   * The value to compute: a product's own result, or the same in float32 if no one reads it in
   * another form, which saves a conversion and a rounding.
   */
  private static Value result(LoweringContext context, Node node) {
    Value result = node.output(0);
    List<Node> readers = context.uses().readers(result);
    if (readers.size() == 1
        && !context.uses().isResult(result)
        && readers.get(0).op() instanceof Cast cast
        && cast.to() == DType.FLOAT32) {
      context.skip(readers.get(0));
      return readers.get(0).output(0);
    }
    return result;
  }

  private static Layout matrix(Natives natives, Value value, boolean transposed) {
    long rows = value.shape().size(0);
    long columns = value.shape().size(1);
    return transposed
        ? natives.strided(value.dtype(), new long[] {columns, rows}, new long[] {1, columns})
        : natives.strided(value.dtype(), new long[] {rows, columns}, new long[] {columns, 1});
  }

  static void lower(LoweringContext context, Node node, Softmax op) {
    Natives natives = context.natives();
    Dnnl dnnl = context.dnnl();
    Value x = node.input(0);
    long columns = x.shape().size(-1);
    Layout layout = natives.tagged(x.dtype(), dnnl_ab, x.shape().elements() / columns, columns);
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "softmax",
            made ->
                dnnl_softmax_forward_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_forward_inference,
                    op.log() ? dnnl_softmax_log : dnnl_softmax_accurate,
                    layout.descriptor(),
                    layout.descriptor(),
                    1,
                    dnnl.attributes()));
    context.emit(
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_SRC, new Place(context.inCOrder(x), layout))
            .with(DNNL_ARG_DST, new Place(context.allocate(node.output(0)), layout)));
  }

  static void lower(LoweringContext context, Node node, Transpose op) {
    Value x = node.input(0);
    Value y = node.output(0);
    int rank = x.shape().rank();
    long[] steps = steps(x);
    long[] sizes = new long[rank];
    long[] permuted = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = y.shape().size(axis);
      permuted[axis] = steps[op.order().get(axis)];
    }
    if (rank == 0) {
      sizes = new long[] {1};
      permuted = new long[] {1};
    }
    Natives natives = context.natives();
    // The order of axes is a matter of steps alone, whatever the type of the numbers.
    DType dtype = x.dtype();
    Layout from = natives.strided(dtype, sizes, permuted);
    Layout to = natives.strided(dtype, sizes, rank == 0 ? new long[] {1} : steps(y));
    context.emit(
        Primitive.reorder(
            context.dnnl(),
            natives,
            new Place(context.inCOrder(x), from),
            new Place(context.allocate(y), to)));
  }

  /** For each axis, how far apart neighbours lie in C order. */
  private static long[] steps(Value value) {
    int rank = value.shape().rank();
    long[] steps = new long[rank];
    long step = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= value.shape().size(axis);
    }
    return steps;
  }
}
