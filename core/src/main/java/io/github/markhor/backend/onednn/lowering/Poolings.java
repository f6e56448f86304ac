package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers pooling and its gradients. */
final class Poolings {
  private final LoweringContext context;
  private final PictureLayouts pictures;
  private final Dnnl dnnl;
  private final Natives natives;

  private final PoolingHints hints;
  private final SparseConvolutions sparse;

  Poolings(
      LoweringContext context,
      PictureLayouts pictures,
      PoolingHints hints,
      SparseConvolutions sparse) {
    this.context = context;
    this.pictures = pictures;
    this.hints = hints;
    this.sparse = sparse;
    this.dnnl = context.dnnl();
    this.natives = context.natives();
  }

  void lower(Node node, Pooling pooling) {
    Window w = pooling.window();
    if (pooling instanceof Pooling.Max) {
      Value y = node.output(0);
      boolean training = context.uses().isNeeded(node.output(1));
      Place x = pictures.picture(node.input(0));
      dnnl_primitive_desc descriptor = pool(dnnl_pooling_max, training, x, y.type(), w);
      hints.put(node, descriptor);
      Primitive primitive =
          new Primitive(pooling.label(), natives, descriptor).with(DNNL_ARG_SRC, x);
      if (training) {
        Layout positions = natives.query(descriptor, DNNL_ARG_WORKSPACE);
        primitive.with(
            DNNL_ARG_WORKSPACE,
            context.allocate(node.output(1), positions, pictures.cOrder(node.output(1))));
      }
      context.emit(primitive.with(DNNL_ARG_DST, pictures.result(y, descriptor, DNNL_ARG_DST)));
    } else if (pooling instanceof Pooling.MaxBackward) {
      if (sparse.replaces(node)) {
        return;
      }
      dnnl_primitive_desc hint = hints.get(node);
      backward(
          node,
          dnnl_pooling_max,
          hint,
          pictures.picture(node.input(0), hint, DNNL_ARG_DST),
          natives.query(hint, DNNL_ARG_SRC),
          pictures.picture(node.input(1), hint, DNNL_ARG_WORKSPACE));
    } else if (pooling instanceof Pooling.Average) {
      Value y = node.output(0);
      Place x = pictures.picture(node.input(0));
      dnnl_primitive_desc descriptor =
          pool(dnnl_pooling_avg_exclude_padding, false, x, y.type(), w);
      context.emit(
          new Primitive(pooling.label(), natives, descriptor)
              .with(DNNL_ARG_SRC, x)
              .with(DNNL_ARG_DST, pictures.result(y, descriptor, DNNL_ARG_DST)));
    } else {
      Value dy = node.input(0);
      Layout dx = pictures.cOrder(node.output(0));
      dnnl_primitive_desc hint =
          pool(dnnl_pooling_avg_exclude_padding, true, new Place(null, dx), dy.type(), w);
      Place there = new Place(context.inCOrder(dy), pictures.cOrder(dy));
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
                PictureLayouts.strides(w),
                PictureLayouts.size(w),
                PictureLayouts.dilation(w),
                PictureLayouts.before(w),
                PictureLayouts.after(w),
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
                    PictureLayouts.strides(w),
                    PictureLayouts.size(w),
                    PictureLayouts.dilation(w),
                    PictureLayouts.before(w),
                    PictureLayouts.after(w),
                    hint,
                    dnnl.attributes()));
    Primitive primitive =
        new Primitive(node.op().label(), natives, descriptor).with(DNNL_ARG_DIFF_DST, dy);
    if (positions != null) {
      primitive.with(DNNL_ARG_WORKSPACE, positions);
    }
    context.emit(
        primitive.with(
            DNNL_ARG_DIFF_SRC,
            context.allocate(node.output(0), dx, pictures.cOrder(node.output(0)))));
  }
}
