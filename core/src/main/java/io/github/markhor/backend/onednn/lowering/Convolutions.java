package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.lowering.DepthwiseWeights.Pictures;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Rewrite;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers convolution and its gradients. Kernels are reordered into the layout oneDNN prefers. */
final class Convolutions {
  private final LoweringContext context;
  private final PictureLayouts pictures;
  private final Dnnl dnnl;
  private final Natives natives;
  private final SparseConvolutions sparse;
  private final DepthwiseWeights depthwise;

  Convolutions(LoweringContext context, PictureLayouts pictures, SparseConvolutions sparse) {
    this.context = context;
    this.pictures = pictures;
    this.sparse = sparse;
    this.depthwise = new DepthwiseWeights(context, pictures);
    this.dnnl = context.dnnl();
    this.natives = context.natives();
  }

  void lower(Node node, Convolution convolution) {
    if (convolution instanceof Convolution.Forward op) {
      forward(node, op);
    } else if (sparse.lower(node)) {
      return;
    } else if (convolution instanceof Convolution.BackwardInput op) {
      backwardInput(node, op);
    } else if (convolution instanceof Convolution.BackwardWeights op) {
      backwardWeights(node, op);
    }
  }

  private dnnl_primitive_desc convolution(
      Type x,
      Shape kernel,
      Type y,
      Layout bias,
      Window w,
      int groups,
      dnnl_primitive_attr attributes) {
    return natives.descriptor(
        "a convolution",
        made ->
            dnnl_convolution_forward_primitive_desc_create(
                made,
                dnnl.engine(),
                dnnl_forward_training,
                dnnl_convolution_direct,
                pictures.wish(x, true).descriptor(),
                anyKernel(x.dtype(), kernel, groups).descriptor(),
                bias == null ? null : bias.descriptor(),
                pictures.wish(y, false).descriptor(),
                PictureLayouts.strides(w),
                PictureLayouts.dilation(w),
                PictureLayouts.before(w),
                PictureLayouts.after(w),
                attributes));
  }

  private void forward(Node node, Convolution.Forward op) {
    Value x = node.input(0);
    Value kernel = node.input(1);
    Value y = node.output(0);
    Value bias = node.inputs().size() > 2 ? node.input(2) : null;
    Node activation = activation(node, op);
    dnnl_primitive_attr attributes = op.relu() ? dnnl.withRelu() : dnnl.attributes();
    if (activation != null) {
      int function = Elementwise.primitive(((Unary) activation.op()).kind());
      attributes =
          dnnl.followedBy(function, Elementwise.alpha(function), Elementwise.beta(function));
      y = activation.output(0);
      context.skip(activation);
    }
    Layout biasLayout = bias == null ? null : natives.vector(bias.dtype(), bias.shape().elements());
    dnnl_primitive_desc descriptor =
        convolution(
            x.type(), kernel.shape(), y.type(), biasLayout, op.window(), op.groups(), attributes);
    String label = op.label() + (activation == null ? "" : "+" + activation.op().label());
    Primitive primitive =
        new Primitive(label, natives, descriptor)
            .with(DNNL_ARG_SRC, pictures.picture(x, descriptor, DNNL_ARG_SRC))
            .with(DNNL_ARG_WEIGHTS, kernel(kernel, op.groups(), descriptor));
    if (bias != null) {
      primitive.with(DNNL_ARG_BIAS, new Place(context.inCOrder(bias), biasLayout));
    }
    context.emit(primitive.with(DNNL_ARG_DST, pictures.result(y, descriptor, DNNL_ARG_DST)));
  }

  /**
   * The function of the result, if nothing else reads the result and a convolution can compute it;
   * else null.
   */
  private Node activation(Node node, Convolution.Forward op) {
    List<Node> readers = context.uses().readers(node.output(0));
    if (op.relu() || readers.size() != 1 || !Rewrite.RELU_IN_CONVOLUTION.isOn()) {
      return null;
    }
    Node reader = readers.get(0);
    boolean fits =
        reader.op() instanceof Unary unary
            && (unary.kind() == Unary.Kind.RELU6 || unary.kind() == Unary.Kind.SILU);
    return fits && !context.uses().isNeededBeside(node.output(0), Set.of(reader)) ? reader : null;
  }

  /** The kernel in the layout that a primitive wants. */
  private Place kernel(Value kernel, int groups, dnnl_primitive_desc descriptor) {
    return context.inLayout(
        kernel,
        natives.query(descriptor, DNNL_ARG_WEIGHTS),
        natives.plainKernel(kernel.dtype(), kernel.shape(), groups));
  }

  private void backwardInput(Node node, Convolution.BackwardInput op) {
    Value kernel = node.input(0);
    Value dy = node.input(1);
    Value dx = node.output(0);
    Window w = op.window();
    dnnl_primitive_desc hint =
        convolution(dx.type(), kernel.shape(), dy.type(), null, w, op.groups(), dnnl.attributes());
    dnnl_primitive_desc descriptor =
        backwardInput(
            op, kernel, pictures.wish(dx.type(), true), pictures.wish(dy.type(), false), hint);
    if (natives.implementation(descriptor).contains("strided")) {
      descriptor = betterThanStrided(op, kernel, dx, dy, hint, descriptor);
    }
    Primitive primitive =
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_DIFF_DST, pictures.picture(dy, descriptor, DNNL_ARG_DIFF_DST))
            .with(DNNL_ARG_WEIGHTS, kernel(kernel, op.groups(), descriptor));
    context.emit(
        primitive.with(DNNL_ARG_DIFF_SRC, pictures.result(dx, descriptor, DNNL_ARG_DIFF_SRC)));
  }

  /**
   * What computes a gradient with strides faster than the implementation that the library prefers
   * if it may choose: that one keeps the channels last, which its neighbours then have to reorder,
   * and takes a hundred times as long for depthwise convolutions in bfloat16.
   */
  private dnnl_primitive_desc betterThanStrided(
      Convolution.BackwardInput op,
      Value kernel,
      Value dx,
      Value dy,
      dnnl_primitive_desc hint,
      dnnl_primitive_desc preferred) {
    for (int block : ChannelBlocks.SIZES) {
      if (dx.shape().size(3) % block == 0 && dy.shape().size(3) % block == 0) {
        Layout dxLayout = natives.blockedPictures(dx.dtype(), dx.shape(), block);
        Layout dyLayout = natives.blockedPictures(dy.dtype(), dy.shape(), block);
        dnnl_primitive_desc other = backwardInput(op, kernel, dxLayout, dyLayout, hint);
        if (natives.implementation(other).startsWith("jit")) {
          return other;
        }
      }
    }
    return preferred;
  }

  private dnnl_primitive_desc backwardInput(
      Convolution.BackwardInput op, Value kernel, Layout dx, Layout dy, dnnl_primitive_desc hint) {
    Window w = op.window();
    return natives.descriptor(
        "a convolution's backward pass",
        made ->
            dnnl_convolution_backward_data_primitive_desc_create(
                made,
                dnnl.engine(),
                dnnl_convolution_direct,
                dx.descriptor(),
                anyKernel(kernel.dtype(), kernel.shape(), op.groups()).descriptor(),
                dy.descriptor(),
                PictureLayouts.strides(w),
                PictureLayouts.dilation(w),
                PictureLayouts.before(w),
                PictureLayouts.after(w),
                hint,
                dnnl.attributes()));
  }

  private void backwardWeights(Node node, Convolution.BackwardWeights op) {
    Value x = node.input(0);
    Value dy = node.input(1);
    Value dKernel = node.output(0);
    Window w = op.window();
    Shape kernel = op.kernelShape();
    Layout bias = op.bias() ? natives.vector(DType.FLOAT32, kernel.size(3)) : null;
    Pictures wishX = new Pictures(x.type(), pictures.wish(x.type(), true));
    Pictures wishDy = new Pictures(dy.type(), pictures.wish(dy.type(), false));
    int groups = op.groups();
    dnnl_primitive_desc descriptor = weights(wishX, kernel, bias, wishDy, w, groups);
    if (depthwise.lower(
        node,
        descriptor,
        (partX, part, partDy, window) -> weights(partX, part, null, partDy, window, groups))) {
      return;
    }
    Primitive primitive =
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_SRC, pictures.picture(x, descriptor, DNNL_ARG_SRC))
            .with(DNNL_ARG_DIFF_DST, pictures.picture(dy, descriptor, DNNL_ARG_DIFF_DST))
            .with(
                DNNL_ARG_DIFF_WEIGHTS,
                context.allocate(
                    dKernel,
                    natives.query(descriptor, DNNL_ARG_DIFF_WEIGHTS),
                    natives.plainKernel(DType.FLOAT32, kernel, op.groups())));
    if (op.bias()) {
      primitive.with(DNNL_ARG_DIFF_BIAS, new Place(context.allocate(node.output(1)), bias));
    }
    context.emit(primitive);
  }

  private dnnl_primitive_desc weights(
      Pictures x, Shape kernel, Layout bias, Pictures dy, Window w, int groups) {
    dnnl_primitive_desc hint =
        convolution(x.type(), kernel, dy.type(), null, w, groups, dnnl.attributes());
    Layout dKernel = anyKernel(DType.FLOAT32, kernel, groups);
    return natives.descriptor(
        "a convolution's backward pass by weights",
        made ->
            dnnl_convolution_backward_weights_primitive_desc_create(
                made,
                dnnl.engine(),
                dnnl_convolution_direct,
                x.layout().descriptor(),
                dKernel.descriptor(),
                bias == null ? null : bias.descriptor(),
                dy.layout().descriptor(),
                PictureLayouts.strides(w),
                PictureLayouts.dilation(w),
                PictureLayouts.before(w),
                PictureLayouts.after(w),
                hint,
                dnnl.attributes()));
  }

  private Layout anyKernel(DType dtype, Shape kernel, int groups) {
    return natives.any(dtype, Natives.kernelSizes(kernel, groups));
  }
}
