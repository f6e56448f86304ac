package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The layouts in which pictures (N, H, W, C) are read and written, and windows in the form that
 * oneDNN takes.
 */
final class PictureLayouts {
  /** Channels in the widest block of oneDNN's layouts. */
  private static final int BLOCK = 16;

  /** Pictures of at most this many channels may take a layout that keeps the channels apart. */
  private static final int FEW = 4;

  private final LoweringContext context;
  private final Natives natives;

  PictureLayouts(LoweringContext context) {
    this.context = context;
    this.natives = context.natives();
  }

  Layout cOrder(DType dtype, Shape shape) {
    return natives.pictures(dtype, shape);
  }

  Layout cOrder(Type type) {
    return cOrder(type.dtype(), type.shape());
  }

  Layout cOrder(Value value) {
    return cOrder(value.type());
  }

  /**
   * The layout that a convolution is offered for its pictures: any that oneDNN prefers, unless the
   * channels would not fill the blocks of its layouts. For very few channels, as in the pictures of
   * a batch, oneDNN has layouts of their own that convolutions read.
   */
  Layout wish(Type type, boolean source) {
    int channels = type.shape().size(3);
    boolean chooses = channels % BLOCK == 0 || (source && channels <= FEW);
    return chooses ? natives.anyPictures(type.dtype(), type.shape()) : cOrder(type);
  }

  /** A picture in the layout in which it was written. */
  Place picture(Value value) {
    return context.asWritten(value, cOrder(value)).place();
  }

  /** A picture in a layout. */
  Place picture(Value value, Layout wanted) {
    return context.inLayout(value, wanted, cOrder(value));
  }

  /** A picture in the layout that a primitive uses. */
  Place picture(Value value, dnnl_primitive_desc descriptor, int argument) {
    return context.inLayout(value, natives.query(descriptor, argument), cOrder(value));
  }

  /** Where a primitive puts its result. */
  Place result(Value value, dnnl_primitive_desc descriptor, int argument) {
    return context.allocate(value, natives.query(descriptor, argument), cOrder(value));
  }

  static long[] strides(Window w) {
    return new long[] {w.strideHeight(), w.strideWidth()};
  }

  /** The dilations as oneDNN counts them: 0 for none. */
  static long[] dilation(Window w) {
    return new long[] {w.dilationHeight() - 1, w.dilationWidth() - 1};
  }

  static long[] before(Window w) {
    return new long[] {w.top(), w.left()};
  }

  static long[] after(Window w) {
    return new long[] {w.bottom(), w.right()};
  }

  static long[] size(Window w) {
    return new long[] {w.height(), w.width()};
  }
}
