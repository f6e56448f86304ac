package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Lowers pooling and its gradients. */
final class Poolings {
  private final Lowering lowering;
  private final Pictures pictures;
  private final Dnnl dnnl;
  private final Natives natives;

  /** The forward descriptors, which backward pooling wants to see, by the positions they write. */
  private final Map<Value, dnnl_primitive_desc> hints;

  private final SparseConvolutions sparse;

  /**
   * @param hints shared with the lowering of what lies outside a slice of the batch
   */
  Poolings(Lowering lowering, Pictures pictures, Map<Value, dnnl_primitive_desc> hints) {
    this.lowering = lowering;
    this.hints = hints;
    this.pictures = pictures;
    this.dnnl = lowering.dnnl();
    this.natives = lowering.natives();
    this.sparse = new SparseConvolutions(lowering, pictures, this);
  }

  Map<Value, dnnl_primitive_desc> hints() {
    return hints;
  }

  /** What lowers the gradients of convolutions that read those of max-pooling. */
  SparseConvolutions sparse() {
    return sparse;
  }

  /** The layout of one of the forward pass's arguments, of which a node is the backward pass. */
  Layout layout(Node backward, int argument) {
    return natives.query(hints.get(lowering.origin(backward.input(1))), argument);
  }

  void lower(Node node, Pooling pooling) {
    Window w = pooling.window();
    if (pooling instanceof Pooling.Max) {
      Value y = node.output(0);
      boolean training = lowering.isNeeded(node.output(1));
      Place x = pictures.picture(node.input(0));
      dnnl_primitive_desc descriptor = pool(dnnl_pooling_max, training, x, y.type(), w);
      hints.put(lowering.origin(node.output(1)), descriptor);
      Primitive primitive =
          new Primitive(pooling.label(), natives, descriptor).with(DNNL_ARG_SRC, x);
      if (training) {
        Layout positions = natives.query(descriptor, DNNL_ARG_WORKSPACE);
        primitive.with(
            DNNL_ARG_WORKSPACE,
            lowering.define(node.output(1), positions, pictures.plain(node.output(1))));
      }
      lowering.emit(primitive.with(DNNL_ARG_DST, pictures.result(y, descriptor, DNNL_ARG_DST)));
    } else if (pooling instanceof Pooling.MaxBackward) {
      if (sparse.replaces(node)) {
        return;
      }
      dnnl_primitive_desc hint = hints.get(lowering.origin(node.input(1)));
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
      lowering.emit(
          new Primitive(pooling.label(), natives, descriptor)
              .with(DNNL_ARG_SRC, x)
              .with(DNNL_ARG_DST, pictures.result(y, descriptor, DNNL_ARG_DST)));
    } else {
      Value dy = node.input(0);
      Layout dx = pictures.plain(node.output(0));
      dnnl_primitive_desc hint =
          pool(dnnl_pooling_avg_exclude_padding, true, new Place(null, dx), dy.type(), w);
      Place there = new Place(lowering.plain(dy), pictures.plain(dy));
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
                Pictures.strides(w),
                Pictures.size(w),
                Pictures.dilation(w),
                Pictures.before(w),
                Pictures.after(w),
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
                    Pictures.strides(w),
                    Pictures.size(w),
                    Pictures.dilation(w),
                    Pictures.before(w),
                    Pictures.after(w),
                    hint,
                    dnnl.attributes()));
    Primitive primitive =
        new Primitive(node.op().label(), natives, descriptor).with(DNNL_ARG_DIFF_DST, dy);
    if (positions != null) {
      primitive.with(DNNL_ARG_WORKSPACE, positions);
    }
    lowering.emit(
        primitive.with(
            DNNL_ARG_DIFF_SRC,
            lowering.define(node.output(0), dx, pictures.plain(node.output(0)))));
  }
}
