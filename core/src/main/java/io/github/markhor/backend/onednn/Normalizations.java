package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers batch normalization and its gradient. */
final class Normalizations {
  private final Lowering lowering;
  private final Pictures pictures;
  private final Dnnl dnnl;
  private final Natives natives;

  Normalizations(Lowering lowering, Pictures pictures) {
    this.lowering = lowering;
    this.pictures = pictures;
    this.dnnl = lowering.dnnl();
    this.natives = lowering.natives();
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
    Layout plain = x.shape().rank() == 4 ? pictures.plain(x) : rows(x);
    Place here = lowering.asMade(x, plain);
    Layout layout = here.layout();
    Layout channels = natives.vector(DType.FLOAT32, x.shape().size(-1));
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
