package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Lowers the element-wise functions that oneDNN computes faster than a block program does: those
 * that Java computes one by one, conversions, and ReLU and its gradient where they stand alone.
 */
final class Elementwise {
  /** For fewer elements than this, it does not matter. */
  private static final long LARGE = 4096;

  private Elementwise() {}

  /**
   * Emits a primitive for the node.
   *
   * @return false if it should become part of a block program
   */
  static boolean lower(LoweringContext context, Node node) {
    if (node.outputs().isEmpty() || node.output(0).shape().elements() < LARGE) {
      return false;
    }
    boolean halves =
        node.op() instanceof Cast cast
            && cast.to() != DType.INT32
            && node.input(0).dtype() != DType.INT32;
    if (halves && !context.isPending(node.input(0))) {
      cast(context, node);
      return true;
    }
    if (node.op() instanceof Unary unary) {
      int kind = primitive(unary.kind());
      boolean gathers = unary.kind() == Unary.Kind.RELU && context.isPending(node.input(0));
      if (kind == dnnl_query_undef || gathers) {
        return false;
      }
      forward(context, node, kind);
      return true;
    }
    boolean gradient =
        node.op() instanceof Binary binary
            && binary.kind() == Binary.Kind.RELU_GRAD
            && node.input(0).shape().equals(node.input(1).shape())
            && !context.isPending(node.input(0));
    if (gradient) {
      backward(context, node);
    }
    return gradient;
  }

  private static int primitive(Unary.Kind kind) {
    return switch (kind) {
      case EXP -> dnnl_eltwise_exp;
      case TANH -> dnnl_eltwise_tanh;
      case SIGMOID -> dnnl_eltwise_logistic;
      case SOFTPLUS -> dnnl_eltwise_soft_relu;
      case RELU -> dnnl_eltwise_relu;
      default -> dnnl_query_undef;
    };
  }

  private static Layout flat(LoweringContext context, Value value) {
    return context.natives().tagged(value.dtype(), dnnl_a, value.shape().elements());
  }

  private static dnnl_primitive_desc descriptor(LoweringContext context, Layout layout, int kind) {
    Dnnl dnnl = context.dnnl();
    return context
        .natives()
        .descriptor(
            "an element-wise function",
            made ->
                dnnl_eltwise_forward_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_forward_training,
                    kind,
                    layout.descriptor(),
                    layout.descriptor(),
                    kind == dnnl_eltwise_soft_relu ? 1 : 0,
                    0,
                    dnnl.attributes()));
  }

  /** A reorder changes the type as well. */
  private static void cast(LoweringContext context, Node node) {
    Value x = node.input(0);
    Value y = node.output(0);
    context.emit(
        Primitive.reorder(
            context.dnnl(),
            context.natives(),
            new Place(context.inCOrder(x), flat(context, x)),
            new Place(context.allocate(y), flat(context, y))));
  }

  private static void forward(LoweringContext context, Node node, int kind) {
    Value x = node.input(0);
    WrittenValue written = context.asWritten(x, flat(context, x));
    Layout layout = written.place().layout();
    dnnl_primitive_desc descriptor = descriptor(context, layout, kind);
    context.emit(
        new Primitive(node.op().label(), context.natives(), descriptor)
            .with(DNNL_ARG_SRC, written.place())
            .with(DNNL_ARG_DST, context.allocate(node.output(0), layout, written.cOrder())));
  }

  private static void backward(LoweringContext context, Node node) {
    Dnnl dnnl = context.dnnl();
    int kind = dnnl_eltwise_relu_use_dst_for_bwd;
    Value dy = node.input(0);
    Value y = node.input(1);
    WrittenValue written = context.asWritten(y, flat(context, y));
    Layout layout = written.place().layout();
    Layout cOrder = written.cOrder();
    dnnl_primitive_desc hint = descriptor(context, layout, kind);
    dnnl_primitive_desc descriptor =
        context
            .natives()
            .descriptor(
                "ReLU's backward pass",
                made ->
                    dnnl_eltwise_backward_primitive_desc_create(
                        made,
                        dnnl.engine(),
                        kind,
                        layout.descriptor(),
                        layout.descriptor(),
                        layout.descriptor(),
                        0,
                        0,
                        hint,
                        dnnl.attributes()));
    context.emit(
        new Primitive(node.op().label(), context.natives(), descriptor)
            .with(DNNL_ARG_DIFF_DST, context.inLayout(dy, layout, cOrder))
            .with(DNNL_ARG_DST, written.place())
            .with(DNNL_ARG_DIFF_SRC, context.allocate(node.output(0), layout, cOrder)));
  }
}
