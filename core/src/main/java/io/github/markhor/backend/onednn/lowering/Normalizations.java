package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.kernels.BatchNormKernel;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers batch normalization and its gradient. */
final class Normalizations {
  private final LoweringContext context;
  private final PictureLayouts pictures;
  private final Dnnl dnnl;
  private final Natives natives;

  Normalizations(LoweringContext context, PictureLayouts pictures) {
    this.context = context;
    this.pictures = pictures;
    this.dnnl = context.dnnl();
    this.natives = context.natives();
  }

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
    Layout cOrder = x.shape().rank() == 4 ? pictures.cOrder(x) : rows(x);
    Place here = context.asWritten(x, cOrder).place();
    Layout layout = here.layout();
    Layout channels = natives.vector(DType.FLOAT32, x.shape().size(-1));
    dnnl_primitive_desc descriptor = normalization(layout, norm.epsilon());
    // Numbers of channels that fill no block have a fast implementation in float32 alone.
    Layout wide = x.dtype() == DType.BFLOAT16 ? wide(x) : null;
    boolean widens = wide != null && !isFast(descriptor);
    if (widens) {
      here = copied(new Place(context.inCOrder(x), cOrder), wide);
      layout = wide;
      descriptor = normalization(layout, norm.epsilon());
    }
    if (!isFast(descriptor)) {
      List<Buffer> buffers = new ArrayList<>();
      node.inputs().forEach(input -> buffers.add(context.inCOrder(input)));
      node.outputs().forEach(output -> buffers.add(context.allocate(output)));
      context.emit(new BatchNormKernel(node, buffers));
      return;
    }
    if (norm instanceof BatchNorm.Training) {
      Place y = widens ? scratch(wide) : context.allocate(node.output(0), layout, cOrder);
      context.emit(
          new Primitive(norm.label(), natives, descriptor)
              .with(DNNL_ARG_SRC, here)
              .with(DNNL_ARG_SCALE, new Place(context.inCOrder(node.input(1)), channels))
              .with(DNNL_ARG_SHIFT, new Place(context.inCOrder(node.input(2)), channels))
              .with(DNNL_ARG_DST, y)
              .with(DNNL_ARG_MEAN, new Place(context.allocate(node.output(1)), channels))
              .with(DNNL_ARG_VARIANCE, new Place(context.allocate(node.output(2)), channels)));
      if (widens) {
        narrow(y, node.output(0), cOrder);
      }
      return;
    }
    dnnl_primitive_desc backward = backward(layout, norm.epsilon(), descriptor);
    Place dy =
        widens
            ? copied(new Place(context.inCOrder(node.input(4)), cOrder), wide)
            : context.inLayout(node.input(4), layout, cOrder);
    Place dx = widens ? scratch(wide) : context.allocate(node.output(0), layout, cOrder);
    context.emit(
        new Primitive(norm.label(), natives, backward)
            .with(DNNL_ARG_SRC, here)
            .with(DNNL_ARG_SCALE, new Place(context.inCOrder(node.input(1)), channels))
            .with(DNNL_ARG_MEAN, new Place(context.inCOrder(node.input(2)), channels))
            .with(DNNL_ARG_VARIANCE, new Place(context.inCOrder(node.input(3)), channels))
            .with(DNNL_ARG_DIFF_DST, dy)
            .with(DNNL_ARG_DIFF_SRC, dx)
            .with(DNNL_ARG_DIFF_SCALE, new Place(context.allocate(node.output(1)), channels))
            .with(DNNL_ARG_DIFF_SHIFT, new Place(context.allocate(node.output(2)), channels)));
    if (widens) {
      narrow(dx, node.output(0), cOrder);
    }
  }

  private dnnl_primitive_desc backward(Layout layout, double epsilon, dnnl_primitive_desc hint) {
    return natives.descriptor(
        "batch normalization's backward pass",
        made ->
            dnnl_batch_normalization_backward_primitive_desc_create(
                made,
                dnnl.engine(),
                dnnl_backward,
                layout.descriptor(),
                layout.descriptor(),
                layout.descriptor(),
                (float) epsilon,
                dnnl_use_scale | dnnl_use_shift,
                hint,
                dnnl.attributes()));
  }

  private boolean isFast(dnnl_primitive_desc descriptor) {
    return natives.implementation(descriptor).contains("jit");
  }

  /** C order in float32. */
  private Layout wide(Value x) {
    long channels = x.shape().size(-1);
    return x.shape().rank() == 4
        ? natives.pictures(DType.FLOAT32, x.shape())
        : natives.tagged(DType.FLOAT32, dnnl_nhwc, x.shape().elements() / channels, channels, 1, 1);
  }

  private static Place scratch(Layout layout) {
    return new Place(Buffer.inArena(layout.bytes(), Buffer.Use.SCRATCH), layout);
  }

  private Place copied(Place from, Layout layout) {
    Place copy = scratch(layout);
    context.emit(Primitive.reorder(dnnl, natives, from, copy));
    return copy;
  }

  /** Rounds a result to the value's own type. */
  private void narrow(Place from, Value result, Layout cOrder) {
    Place to = new Place(context.allocate(result), cOrder);
    context.emit(Primitive.reorder(dnnl, natives, from, to));
  }
}
