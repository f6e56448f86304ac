package io.github.markhor.backend.onednn;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * In which layouts pictures (N, H, W, C) are read and written, and windows as oneDNN takes them.
 */
final class Pictures {
  /** Channels in the widest block of oneDNN's layouts. */
  private static final int BLOCK = 16;

  /** So many channels at most take a layout that keeps the channels apart. */
  private static final int FEW = 4;

  private final Lowering lowering;
  private final Natives natives;

  Pictures(Lowering lowering) {
    this.lowering = lowering;
    this.natives = lowering.natives();
  }

  Layout plain(DType dtype, Shape shape) {
    return natives.pictures(dtype, shape);
  }

  Layout plain(Type type) {
    return plain(type.dtype(), type.shape());
  }

  Layout plain(Value value) {
    return plain(value.type());
  }

  /**
   * What a convolution is asked for its pictures in: the layout that it likes best, unless the
   * channels would not fill the blocks of oneDNN's layouts. Very few channels, as of the pictures
   * that come in, it reads in an order of their own.
   */
  Layout wish(Type type, boolean source) {
    int channels = type.shape().size(3);
    boolean chooses = channels % BLOCK == 0 || (source && channels <= FEW);
    return chooses ? natives.anyPictures(type.dtype(), type.shape()) : plain(type);
  }

  /** A picture in the layout in which it is there. */
  Place picture(Value value) {
    return lowering.asMade(value, plain(value));
  }

  /** A picture in a layout. */
  Place picture(Value value, Layout wanted) {
    return lowering.in(value, wanted, plain(value));
  }

  /** A picture in the layout that a primitive uses. */
  Place picture(Value value, dnnl_primitive_desc descriptor, int argument) {
    return lowering.in(value, natives.query(descriptor, argument), plain(value));
  }

  /** Where a primitive puts its result. */
  Place result(Value value, dnnl_primitive_desc descriptor, int argument) {
    return lowering.define(value, natives.query(descriptor, argument), plain(value));
  }

  static long[] strides(Window w) {
    return new long[] {w.strideHeight(), w.strideWidth()};
  }

  /** oneDNN counts the gaps. */
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
