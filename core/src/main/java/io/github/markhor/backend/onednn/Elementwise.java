package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

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
  static boolean lower(Lowering lowering, Node node) {
    if (node.outputs().isEmpty() || node.output(0).shape().elements() < LARGE) {
      return false;
    }
    boolean halves =
        node.op() instanceof Cast cast
            && cast.to() != DType.INT32
            && node.input(0).dtype() != DType.INT32;
    if (halves && !lowering.isOpen(node.input(0))) {
      cast(lowering, node);
      return true;
    }
    if (node.op() instanceof Unary unary) {
      int kind = primitive(unary.kind());
      boolean gathers = unary.kind() == Unary.Kind.RELU && lowering.isOpen(node.input(0));
      if (kind == dnnl_query_undef || gathers) {
        return false;
      }
      forward(lowering, node, kind);
      return true;
    }
    boolean gradient =
        node.op() instanceof Binary binary
            && binary.kind() == Binary.Kind.RELU_GRAD
            && node.input(0).shape().equals(node.input(1).shape())
            && !lowering.isOpen(node.input(0));
    if (gradient) {
      backward(lowering, node);
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

  private static Layout flat(Lowering lowering, Value value) {
    return lowering.natives().tagged(value.dtype(), dnnl_a, value.shape().elements());
  }

  private static dnnl_primitive_desc descriptor(Lowering lowering, Layout layout, int kind) {
    Dnnl dnnl = lowering.dnnl();
    return lowering
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
  private static void cast(Lowering lowering, Node node) {
    Value x = node.input(0);
    Value y = node.output(0);
    lowering.reorder(
        new Place(lowering.plain(x), flat(lowering, x)),
        new Place(lowering.define(y), flat(lowering, y)));
  }

  private static void forward(Lowering lowering, Node node, int kind) {
    Value x = node.input(0);
    Layout flat = flat(lowering, x);
    Place here = lowering.asMade(x, flat);
    dnnl_primitive_desc descriptor = descriptor(lowering, here.layout(), kind);
    lowering.emit(
        new Primitive(node.op().label(), lowering.natives(), descriptor)
            .with(DNNL_ARG_SRC, here)
            .with(
                DNNL_ARG_DST,
                lowering.define(node.output(0), here.layout(), lowering.plainLayout(x, flat))));
  }

  private static void backward(Lowering lowering, Node node) {
    Dnnl dnnl = lowering.dnnl();
    int kind = dnnl_eltwise_relu_use_dst_for_bwd;
    Value dy = node.input(0);
    Value y = node.input(1);
    Layout flat = flat(lowering, y);
    Place here = lowering.asMade(y, flat);
    Layout layout = here.layout();
    Layout plain = lowering.plainLayout(y, flat);
    dnnl_primitive_desc hint = descriptor(lowering, layout, kind);
    dnnl_primitive_desc descriptor =
        lowering
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
    lowering.emit(
        new Primitive(node.op().label(), lowering.natives(), descriptor)
            .with(DNNL_ARG_DIFF_DST, lowering.in(dy, layout, plain))
            .with(DNNL_ARG_DST, here)
            .with(DNNL_ARG_DIFF_SRC, lowering.define(node.output(0), layout, plain)));
  }
}
