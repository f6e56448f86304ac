package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.Shape;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers what works on pictures (N, H, W, C): convolution, pooling, batch normalization. */
final class Pictures {
  /** Channels in the widest block of oneDNN's layouts. */
  private static final int BLOCK = 16;

  /** So many channels at most take a layout that keeps the channels apart. */
  private static final int FEW = 4;

  private final Lowering lowering;
  private final Dnnl dnnl;
  private final Natives natives;

  /** The forward descriptors, which backward pooling wants to see. */
  private final Map<Node, dnnl_primitive_desc> forward = new HashMap<>();

  Pictures(Lowering lowering) {
    this.lowering = lowering;
    this.dnnl = lowering.dnnl();
    this.natives = lowering.natives();
  }

  private Layout plain(DType dtype, Shape shape) {
    return natives.pictures(dtype, shape);
  }

  private Layout plain(Type type) {
    return plain(type.dtype(), type.shape());
  }

  private Layout plain(Value value) {
    return plain(value.type());
  }

  /**
   * What a convolution is asked for its pictures in: the layout that it likes best, unless the
   * channels would not fill the blocks of oneDNN's layouts. Very few channels, as of the pictures
   * that come in, it reads in an order of their own.
   */
  private Layout wish(Type type, boolean source) {
    int channels = type.shape().size(3);
    boolean chooses = channels % BLOCK == 0 || (source && channels <= FEW);
    return chooses ? natives.anyPictures(type.dtype(), type.shape()) : plain(type);
  }

  /** A picture in the layout in which it is there. */
  private Place picture(Value value) {
    return lowering.asMade(value, plain(value));
  }

  /** A picture in the layout that a primitive uses. */
  private Place picture(Value value, dnnl_primitive_desc descriptor, int argument) {
    return lowering.in(value, natives.query(descriptor, argument), plain(value));
  }

  /** Where a primitive puts its result. */
  private Place result(Value value, dnnl_primitive_desc descriptor, int argument) {
    return lowering.define(value, natives.query(descriptor, argument), plain(value));
  }

  private static long[] strides(Window w) {
    return new long[] {w.strideHeight(), w.strideWidth()};
  }

  /** oneDNN counts the gaps. */
  private static long[] dilation(Window w) {
    return new long[] {w.dilationHeight() - 1, w.dilationWidth() - 1};
  }

  private static long[] before(Window w) {
    return new long[] {w.top(), w.left()};
  }

  private static long[] after(Window w) {
    return new long[] {w.bottom(), w.right()};
  }

  private static long[] size(Window w) {
    return new long[] {w.height(), w.width()};
  }

  // Kernels -----------------------------------------------------------------------------------

  private static long[] kernelSizes(Shape kernel, int groups) {
    long h = kernel.size(0);
    long w = kernel.size(1);
    long in = kernel.size(2);
    long out = kernel.size(3);
    return groups == 1 ? new long[] {out, in, h, w} : new long[] {groups, out / groups, in, h, w};
  }

  /**
   * A kernel (h, w, in / groups, out) in C order, to oneDNN's order of axes (groups, out, in, h,
   * w).
   */
  private Layout plainKernel(DType dtype, Shape kernel, int groups) {
    long in = kernel.size(2);
    long out = kernel.size(3);
    long row = kernel.size(1) * in * out;
    long[] steps =
        groups == 1
            ? new long[] {1, out, row, in * out}
            : new long[] {out / groups, 1, out, row, in * out};
    return natives.strided(dtype, kernelSizes(kernel, groups), steps);
  }

  private Layout anyKernel(DType dtype, Shape kernel, int groups) {
    return natives.any(dtype, kernelSizes(kernel, groups));
  }

  private Layout vector(DType dtype, long size) {
    return natives.tagged(dtype, dnnl_a, size);
  }

  // Convolution -------------------------------------------------------------------------------

  void lower(Node node, Convolution convolution) {
    if (convolution instanceof Convolution.Forward op) {
      forward(node, op);
    } else if (convolution instanceof Convolution.BackwardInput op) {
      backwardInput(node, op);
    } else if (convolution instanceof Convolution.BackwardWeights op) {
      backwardWeights(node, op);
    }
  }

  private dnnl_primitive_desc convolution(
      Type x, Shape kernel, Type y, Layout bias, Window w, int groups, boolean relu) {
    return natives.descriptor(
        "a convolution",
        made ->
            dnnl_convolution_forward_primitive_desc_create(
                made,
                dnnl.engine(),
                dnnl_forward_training,
                dnnl_convolution_direct,
                wish(x, true).descriptor(),
                anyKernel(x.dtype(), kernel, groups).descriptor(),
                bias == null ? null : bias.descriptor(),
                wish(y, false).descriptor(),
                strides(w),
                dilation(w),
                before(w),
                after(w),
                relu ? dnnl.withRelu() : dnnl.attributes()));
  }

  private void forward(Node node, Convolution.Forward op) {
    Value x = node.input(0);
    Value kernel = node.input(1);
    Value y = node.output(0);
    Value bias = node.inputs().size() > 2 ? node.input(2) : null;
    Layout biasLayout = bias == null ? null : vector(bias.dtype(), bias.shape().elements());
    dnnl_primitive_desc descriptor =
        convolution(
            x.type(), kernel.shape(), y.type(), biasLayout, op.window(), op.groups(), op.relu());
    Primitive primitive =
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_SRC, picture(x, descriptor, DNNL_ARG_SRC))
            .with(DNNL_ARG_WEIGHTS, kernel(kernel, op.groups(), descriptor));
    if (bias != null) {
      primitive.with(DNNL_ARG_BIAS, new Place(lowering.plain(bias), biasLayout));
    }
    lowering.emit(primitive.with(DNNL_ARG_DST, result(y, descriptor, DNNL_ARG_DST)));
  }

  /** The kernel in the layout that a primitive wants. */
  private Place kernel(Value kernel, int groups, dnnl_primitive_desc descriptor) {
    return lowering.in(
        kernel,
        natives.query(descriptor, DNNL_ARG_WEIGHTS),
        plainKernel(kernel.dtype(), kernel.shape(), groups));
  }

  private void backwardInput(Node node, Convolution.BackwardInput op) {
    Value kernel = node.input(0);
    Value dy = node.input(1);
    Value dx = node.output(0);
    Window w = op.window();
    dnnl_primitive_desc hint =
        convolution(dx.type(), kernel.shape(), dy.type(), null, w, op.groups(), false);
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "a convolution's backward pass",
            made ->
                dnnl_convolution_backward_data_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_convolution_direct,
                    wish(dx.type(), true).descriptor(),
                    anyKernel(kernel.dtype(), kernel.shape(), op.groups()).descriptor(),
                    wish(dy.type(), false).descriptor(),
                    strides(w),
                    dilation(w),
                    before(w),
                    after(w),
                    hint,
                    dnnl.attributes()));
    Primitive primitive =
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_DIFF_DST, picture(dy, descriptor, DNNL_ARG_DIFF_DST))
            .with(DNNL_ARG_WEIGHTS, kernel(kernel, op.groups(), descriptor));
    lowering.emit(primitive.with(DNNL_ARG_DIFF_SRC, result(dx, descriptor, DNNL_ARG_DIFF_SRC)));
  }

  private void backwardWeights(Node node, Convolution.BackwardWeights op) {
    Value x = node.input(0);
    Value dy = node.input(1);
    Value dKernel = node.output(0);
    Window w = op.window();
    Shape kernel = op.kernelShape();
    dnnl_primitive_desc hint =
        convolution(x.type(), kernel, dy.type(), null, w, op.groups(), false);
    Layout bias = op.bias() ? vector(dy.dtype(), kernel.size(3)) : null;
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "a convolution's backward pass by weights",
            made ->
                dnnl_convolution_backward_weights_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_convolution_direct,
                    wish(x.type(), true).descriptor(),
                    anyKernel(dy.dtype(), kernel, op.groups()).descriptor(),
                    bias == null ? null : bias.descriptor(),
                    wish(dy.type(), false).descriptor(),
                    strides(w),
                    dilation(w),
                    before(w),
                    after(w),
                    hint,
                    dnnl.attributes()));
    Primitive primitive =
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_SRC, picture(x, descriptor, DNNL_ARG_SRC))
            .with(DNNL_ARG_DIFF_DST, picture(dy, descriptor, DNNL_ARG_DIFF_DST))
            .with(
                DNNL_ARG_DIFF_WEIGHTS,
                lowering.define(
                    dKernel,
                    natives.query(descriptor, DNNL_ARG_DIFF_WEIGHTS),
                    plainKernel(dy.dtype(), kernel, op.groups())));
    if (op.bias()) {
      primitive.with(DNNL_ARG_DIFF_BIAS, new Place(lowering.define(node.output(1)), bias));
    }
    lowering.emit(primitive);
  }

  // Pooling -----------------------------------------------------------------------------------

  void lower(Node node, Pooling pooling) {
    Window w = pooling.window();
    if (pooling instanceof Pooling.Max) {
      Value y = node.output(0);
      boolean training = lowering.isNeeded(node.output(1));
      Place x = picture(node.input(0));
      dnnl_primitive_desc descriptor = pool(dnnl_pooling_max, training, x, y.type(), w);
      forward.put(node, descriptor);
      Primitive primitive =
          new Primitive(pooling.label(), natives, descriptor).with(DNNL_ARG_SRC, x);
      if (training) {
        Layout positions = natives.query(descriptor, DNNL_ARG_WORKSPACE);
        primitive.with(
            DNNL_ARG_WORKSPACE, lowering.define(node.output(1), positions, plain(node.output(1))));
      }
      lowering.emit(primitive.with(DNNL_ARG_DST, result(y, descriptor, DNNL_ARG_DST)));
    } else if (pooling instanceof Pooling.MaxBackward) {
      dnnl_primitive_desc hint = forward.get(node.input(1).node());
      backward(
          node,
          dnnl_pooling_max,
          hint,
          picture(node.input(0), hint, DNNL_ARG_DST),
          natives.query(hint, DNNL_ARG_SRC),
          picture(node.input(1), hint, DNNL_ARG_WORKSPACE));
    } else if (pooling instanceof Pooling.Average) {
      Value y = node.output(0);
      Place x = picture(node.input(0));
      dnnl_primitive_desc descriptor =
          pool(dnnl_pooling_avg_exclude_padding, false, x, y.type(), w);
      lowering.emit(
          new Primitive(pooling.label(), natives, descriptor)
              .with(DNNL_ARG_SRC, x)
              .with(DNNL_ARG_DST, result(y, descriptor, DNNL_ARG_DST)));
    } else {
      Value dy = node.input(0);
      Layout dx = plain(node.output(0));
      dnnl_primitive_desc hint =
          pool(dnnl_pooling_avg_exclude_padding, true, new Place(null, dx), dy.type(), w);
      Place there = new Place(lowering.plain(dy), plain(dy));
      backward(node, dnnl_pooling_avg_exclude_padding, hint, there, dx, null);
    }
  }

  private dnnl_primitive_desc pool(int kind, boolean training, Place x, Type y, Window w) {
    return natives.descriptor(
        "pooling",
        made ->
            dnnl_pooling_forward_primitive_desc_create(
                made,
                dnnl.engine(),
                training ? dnnl_forward_training : dnnl_forward_inference,
                kind,
                x.layout().descriptor(),
                natives.anyPictures(y.dtype(), y.shape()).descriptor(),
                strides(w),
                size(w),
                dilation(w),
                before(w),
                after(w),
                dnnl.attributes()));
  }

  private void backward(
      Node node, int kind, dnnl_primitive_desc hint, Place dy, Layout dx, Place positions) {
    Window w = ((Pooling) node.op()).window();
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "pooling's backward pass",
            made ->
                dnnl_pooling_backward_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    kind,
                    dx.descriptor(),
                    dy.layout().descriptor(),
                    strides(w),
                    size(w),
                    dilation(w),
                    before(w),
                    after(w),
                    hint,
                    dnnl.attributes()));
    Primitive primitive =
        new Primitive(node.op().label(), natives, descriptor).with(DNNL_ARG_DIFF_DST, dy);
    if (positions != null) {
      primitive.with(DNNL_ARG_WORKSPACE, positions);
    }
    lowering.emit(
        primitive.with(
            DNNL_ARG_DIFF_SRC, lowering.define(node.output(0), dx, plain(node.output(0)))));
  }

  // Batch normalization -----------------------------------------------------------------------

  /** All axes but the last joined into one: rows of channels. */
  private Layout rows(Value x) {
    long channels = x.shape().size(-1);
    return natives.tagged(x.dtype(), dnnl_nhwc, x.shape().elements() / channels, channels, 1, 1);
  }

  private dnnl_primitive_desc normalization(Layout x, double epsilon) {
    return natives.descriptor(
        "batch normalization",
        made ->
            dnnl_batch_normalization_forward_primitive_desc_create(
                made,
                dnnl.engine(),
                dnnl_forward_training,
                x.descriptor(),
                x.descriptor(),
                (float) epsilon,
                dnnl_use_scale | dnnl_use_shift,
                dnnl.attributes()));
  }

  void lower(Node node, BatchNorm norm) {
    Value x = node.input(0);
    Layout plain = x.shape().rank() == 4 ? plain(x) : rows(x);
    Place here = lowering.asMade(x, plain);
    Layout layout = here.layout();
    Layout channels = vector(DType.FLOAT32, x.shape().size(-1));
    dnnl_primitive_desc descriptor = normalization(layout, norm.epsilon());
    if (!natives.implementation(descriptor).contains("jit")) {
      lowering.emit(BatchNormKernel.of(lowering, node));
      return;
    }
    if (norm instanceof BatchNorm.Training) {
      lowering.emit(
          new Primitive(norm.label(), natives, descriptor)
              .with(DNNL_ARG_SRC, here)
              .with(DNNL_ARG_SCALE, new Place(lowering.plain(node.input(1)), channels))
              .with(DNNL_ARG_SHIFT, new Place(lowering.plain(node.input(2)), channels))
              .with(DNNL_ARG_DST, lowering.define(node.output(0), layout, plain))
              .with(DNNL_ARG_MEAN, new Place(lowering.define(node.output(1)), channels))
              .with(DNNL_ARG_VARIANCE, new Place(lowering.define(node.output(2)), channels)));
      return;
    }
    dnnl_primitive_desc backward =
        natives.descriptor(
            "batch normalization's backward pass",
            made ->
                dnnl_batch_normalization_backward_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_backward,
                    layout.descriptor(),
                    layout.descriptor(),
                    layout.descriptor(),
                    (float) norm.epsilon(),
                    dnnl_use_scale | dnnl_use_shift,
                    descriptor,
                    dnnl.attributes()));
    lowering.emit(
        new Primitive(norm.label(), natives, backward)
            .with(DNNL_ARG_SRC, here)
            .with(DNNL_ARG_SCALE, new Place(lowering.plain(node.input(1)), channels))
            .with(DNNL_ARG_MEAN, new Place(lowering.plain(node.input(2)), channels))
            .with(DNNL_ARG_VARIANCE, new Place(lowering.plain(node.input(3)), channels))
            .with(DNNL_ARG_DIFF_DST, lowering.in(node.input(4), layout, plain))
            .with(DNNL_ARG_DIFF_SRC, lowering.define(node.output(0), layout, plain))
            .with(DNNL_ARG_DIFF_SCALE, new Place(lowering.define(node.output(1)), channels))
            .with(DNNL_ARG_DIFF_SHIFT, new Place(lowering.define(node.output(2)), channels)));
  }
}
