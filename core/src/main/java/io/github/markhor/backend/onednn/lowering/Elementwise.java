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
 * that Java computes one by one and their gradients, conversions, and ReLU and ReLU6 and their
 * gradients where they stand alone.
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
      boolean simple = unary.kind() == Unary.Kind.RELU || unary.kind() == Unary.Kind.RELU6;
      boolean gathers = simple && context.isPending(node.input(0));
      if (kind == dnnl_query_undef || gathers) {
        return false;
      }
      forward(context, node, kind);
      return true;
    }
    if (!(node.op() instanceof Binary binary)
        || !node.input(0).shape().equals(node.input(1).shape())) {
      return false;
    }
    boolean silu = binary.kind() == Binary.Kind.SILU_GRAD;
    int kind = gradient(binary.kind());
    if (kind == dnnl_query_undef || (!silu && context.isPending(node.input(0)))) {
      return false;
    }
    backward(context, node, kind, silu ? DNNL_ARG_SRC : DNNL_ARG_DST);
    return true;
  }

  /** oneDNN's number of the function that an operation is the gradient of. */
  private static int gradient(Binary.Kind kind) {
    return switch (kind) {
      case RELU_GRAD -> dnnl_eltwise_relu_use_dst_for_bwd;
      case RELU6_GRAD -> dnnl_eltwise_clip_v2_use_dst_for_bwd;
      case SILU_GRAD -> dnnl_eltwise_swish;
      default -> dnnl_query_undef;
    };
  }

  /** oneDNN's number of a function. */
  static int primitive(Unary.Kind kind) {
    return switch (kind) {
      case EXP -> dnnl_eltwise_exp;
      case TANH -> dnnl_eltwise_tanh;
      case SIGMOID -> dnnl_eltwise_logistic;
      case SOFTPLUS -> dnnl_eltwise_soft_relu;
      case RELU -> dnnl_eltwise_relu;
      case RELU6 -> dnnl_eltwise_clip_v2;
      case SILU -> dnnl_eltwise_swish;
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
                    alpha(kind),
                    beta(kind),
                    dnnl.attributes()));
  }

  /** oneDNN's first parameter of a function: a factor of the input, or the lower limit. */
  static float alpha(int kind) {
    return kind == dnnl_eltwise_soft_relu || kind == dnnl_eltwise_swish ? 1 : 0;
  }

  /** oneDNN's second parameter of a function: the upper limit. */
  static float beta(int kind) {
    boolean limits = kind == dnnl_eltwise_clip_v2 || kind == dnnl_eltwise_clip_v2_use_dst_for_bwd;
    return limits ? 6 : 0;
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

  /**
   * Emits a gradient.
   *
   * @param known the library's number of the second operand: the function's input or its result
   */
  private static void backward(LoweringContext context, Node node, int kind, int known) {
    Dnnl dnnl = context.dnnl();
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
                "a function's backward pass",
                made ->
                    dnnl_eltwise_backward_primitive_desc_create(
                        made,
                        dnnl.engine(),
                        kind,
                        layout.descriptor(),
                        layout.descriptor(),
                        layout.descriptor(),
                        alpha(kind),
                        beta(kind),
                        hint,
                        dnnl.attributes()));
    context.emit(
        new Primitive(node.op().label(), context.natives(), descriptor)
            .with(DNNL_ARG_DIFF_DST, context.inLayout(dy, layout, cOrder))
            .with(known, written.place())
            .with(DNNL_ARG_DIFF_SRC, context.allocate(node.output(0), layout, cOrder)));
  }
}
