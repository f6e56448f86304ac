package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Lowers the gradient by weights of depthwise convolutions whose kernels have more columns than
 * oneDNN's fast implementation takes, and which it computes twenty times slower: a few columns of
 * the kernel at a time, from the columns of the pictures that they see.
 */
final class DepthwiseWeights {
  /** The most columns of a kernel that the fast implementation takes. */
  private static final int WIDEST = 3;

  /** Makes the descriptor of a gradient by weights. */
  interface Descriptors {
    dnnl_primitive_desc of(Pictures x, Shape kernel, Pictures dy, Window window);
  }

  /** Pictures and their layout. */
  record Pictures(Type type, Layout layout) {}

  /** The columns of a value that some columns of the kernel need. */
  private record Columns(Value of, int from, int to) {
    boolean areAll() {
      return from == 0 && to == of.shape().size(2);
    }

    Shape shape() {
      return of.shape().with(2, to - from);
    }
  }

  /** Some columns of the kernel, and what their gradient is computed from. */
  private record Part(int column, int width, Columns x, Columns dy, dnnl_primitive_desc made) {}

  private final LoweringContext context;
  private final PictureLayouts pictures;
  private final Natives natives;

  DepthwiseWeights(LoweringContext context, PictureLayouts pictures) {
    this.context = context;
    this.pictures = pictures;
    this.natives = context.natives();
  }

  /**
   * Emits the gradient in parts.
   *
   * @param undivided the library's way
   * @return false if the library's way is better
   */
  boolean lower(Node node, dnnl_primitive_desc undivided, Descriptors descriptors) {
    Convolution.BackwardWeights op = (Convolution.BackwardWeights) node.op();
    Window w = op.window();
    int channels = node.input(0).shape().size(3);
    boolean depthwise = op.groups() == channels && op.kernelShape().size(3) == channels;
    if (!depthwise || op.bias() || w.width() <= WIDEST || w.dilationWidth() > 1) {
      return false;
    }
    List<Part> parts = isFast(undivided) ? List.of() : parts(node, op, descriptors);
    if (parts.isEmpty()) {
      return false;
    }
    Value dKernel = node.output(0);
    Layout whole = natives.plainKernel(DType.FLOAT32, dKernel.shape(), op.groups());
    Buffer result = context.allocate(dKernel);
    for (Part part : parts) {
      Layout own = natives.query(part.made, DNNL_ARG_DIFF_WEIGHTS);
      Place gradient = scratch(own);
      context.emit(
          new Primitive(op.label(), natives, part.made)
              .with(DNNL_ARG_SRC, place(part.x))
              .with(DNNL_ARG_DIFF_DST, place(part.dy))
              .with(DNNL_ARG_DIFF_WEIGHTS, gradient));
      long[] offsets = {0, 0, 0, 0, part.column};
      reorder(gradient, new Place(result, natives.part(whole, own.sizes(), offsets)));
    }
    return true;
  }

  /**
   * All columns of the kernel in the fewest parts that are computed fast; empty if there are none.
   */
  private List<Part> parts(Node node, Convolution.BackwardWeights op, Descriptors descriptors) {
    int columns = op.window().width();
    // The fewest parts from each column on; null if there are none.
    List<List<Part>> best = new ArrayList<>(Collections.nCopies(columns, null));
    best.add(List.of());
    for (int column = columns - 1; column >= 0; column--) {
      for (int width = 1; width <= Math.min(WIDEST, columns - column); width++) {
        List<Part> rest = best.get(column + width);
        List<Part> found = best.get(column);
        Part part =
            rest == null || (found != null && found.size() <= rest.size())
                ? null
                : part(node, op, column, width, descriptors);
        if (part != null && isFast(part.made)) {
          List<Part> all = new ArrayList<>(List.of(part));
          all.addAll(rest);
          best.set(column, all);
        }
      }
    }
    return best.get(0) == null ? List.of() : best.get(0);
  }

  /** Null if the columns see nothing of the pictures. */
  private Part part(
      Node node, Convolution.BackwardWeights op, int column, int width, Descriptors descriptors) {
    Window w = op.window();
    Value x = node.input(0);
    Value dy = node.input(1);
    int stride = w.strideWidth();
    int size = x.shape().size(2);
    // The first window of those that see any of the pictures through these columns, and the end.
    int start = column - w.left();
    int from = Math.max(0, Math.floorDiv(-start - width, stride) + 1);
    int to = Math.min(dy.shape().size(2), Math.floorDiv(size - 1 - start, stride) + 1);
    if (from >= to) {
      return null;
    }
    int first = start + from * stride;
    int end = start + (to - 1) * stride + width;
    Columns seen = new Columns(x, Math.max(0, first), Math.min(size, end));
    Columns gradients = new Columns(dy, from, to);
    Window window =
        new Window(
            w.height(),
            width,
            w.strideHeight(),
            stride,
            w.dilationHeight(),
            1,
            w.top(),
            w.bottom(),
            Math.max(0, -first),
            Math.max(0, end - size));
    Shape kernel = op.kernelShape().with(1, width);
    dnnl_primitive_desc made =
        descriptors.of(described(seen), kernel, described(gradients), window);
    return new Part(column, width, seen, gradients, made);
  }

  private boolean isFast(dnnl_primitive_desc descriptor) {
    return natives.implementation(descriptor).contains("dw");
  }

  private Pictures described(Columns columns) {
    Type type = new Type(columns.shape(), columns.of.dtype());
    return new Pictures(type, layout(columns.of, columns.shape()));
  }

  /** The layout of columns of a value: in the widest blocks that its channels fill, or C order. */
  private Layout layout(Value value, Shape shape) {
    for (int block : ChannelBlocks.SIZES) {
      if (shape.size(3) % block == 0) {
        return natives.blockedPictures(value.dtype(), shape, block);
      }
    }
    return natives.pictures(value.dtype(), shape);
  }

  /** The columns one after the other: where the value lies, or a copy. */
  private Place place(Columns columns) {
    Value value = columns.of;
    Place all = pictures.picture(value, layout(value, value.shape()));
    if (columns.areAll()) {
      return all;
    }
    Layout own = layout(value, columns.shape());
    Layout seen = natives.part(all.layout(), own.sizes(), new long[] {0, 0, 0, columns.from});
    Place copy = scratch(own);
    reorder(new Place(all.buffer(), seen), copy);
    return copy;
  }

  private static Place scratch(Layout layout) {
    return new Place(Buffer.inArena(layout.bytes(), Buffer.Use.SCRATCH), layout);
  }

  private void reorder(Place from, Place to) {
    context.emit(Primitive.reorder(context.dnnl(), natives, from, to));
  }
}
