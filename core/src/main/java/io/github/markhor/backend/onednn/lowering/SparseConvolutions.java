package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.kernels.SparseBackwardInput;
import io.github.markhor.backend.onednn.kernels.SparseBackwardWeights;
import io.github.markhor.backend.onednn.kernels.SparseShape;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

/**
 * Lowers the gradients of convolutions that max-pooling follows, where few of the pixels have a
 * gradient. Max-pooling's own backward pass, which would write those few between zeros, is then
 * left out.
 */
final class SparseConvolutions {
  /**
   * The fewest pixels of a pooling window for which this pays. oneDNN multiplies two to four times
   * as fast as these kernels, zeros included: with windows of four pixels there is little to gain.
   */
  private static final int WORTH_AREA = 9;

  /** The fewest filters, and numbers in a row of the kernel, with which inner loops are long. */
  private static final int WORTH_LENGTH = 64;

  private final LoweringContext context;
  private final PictureLayouts pictures;
  private final PoolingHints hints;
  private final boolean wanted;
  private final Natives natives;

  /**
   * @param wanted whether gradients are computed so where it pays
   */
  SparseConvolutions(
      LoweringContext context, PictureLayouts pictures, PoolingHints hints, boolean wanted) {
    this.context = context;
    this.pictures = pictures;
    this.hints = hints;
    this.wanted = wanted;
    this.natives = context.natives();
  }

  /** True if this lowers all readers of a max-pooling's backward pass, which none then needs. */
  boolean replaces(Node pooling) {
    Value result = pooling.output(0);
    Set<Node> sparse = new HashSet<>();
    for (Node reader : context.uses().readers(result)) {
      if (canLower(reader, pooling)) {
        sparse.add(reader);
      }
    }
    return !sparse.isEmpty() && !context.uses().isNeededBeside(result, sparse);
  }

  private boolean canLower(Node node, Node pooling) {
    if (!(node.op() instanceof Convolution convolution)
        || node.op() instanceof Convolution.Forward
        || !(pooling.op() instanceof Pooling.MaxBackward max)
        || !node.input(1).node().equals(pooling)) {
      return false;
    }
    Shape kernel =
        convolution instanceof Convolution.BackwardWeights weights
            ? weights.kernelShape()
            : node.input(0).shape();
    int filters = kernel.size(3);
    return wanted
        && SparseShape.fits(convolution, max)
        && max.window().height() * max.window().width() >= WORTH_AREA
        && filters >= WORTH_LENGTH
        && filters <= Short.MAX_VALUE
        && kernel.size(1) * kernel.size(2) >= WORTH_LENGTH
        && block(pooling) > 0;
  }

  /**
   * The channels that lie side by side in what max-pooling has made; 0 if it made something else.
   */
  private int block(Node pooling) {
    Value dPooled = pooling.input(0);
    Layout result = hints.layout(pooling, DNNL_ARG_DST);
    long positions = hints.layout(pooling, DNNL_ARG_WORKSPACE).bytes();
    if (positions != dPooled.shape().elements()) {
      return 0;
    }
    int channels = dPooled.shape().size(3);
    for (int block : ChannelBlocks.SIZES) {
      if (channels % block == 0
          && result.same(natives.blockedPictures(dPooled.dtype(), dPooled.shape(), block))) {
        return block;
      }
    }
    return result.same(pictures.cOrder(dPooled)) ? channels : 0;
  }

  /**
   * Emits a gradient.
   *
   * @return false if it is not one that can be computed so
   */
  boolean lower(Node node) {
    Node pooling = node.input(1).node();
    if (!(pooling.op() instanceof Pooling.MaxBackward max) || !replaces(pooling)) {
      return false;
    }
    int block = block(pooling);
    Value dPooled = pooling.input(0);
    Buffer gradient = pictures.picture(dPooled, hints.layout(pooling, DNNL_ARG_DST)).buffer();
    Buffer positions =
        pictures.picture(pooling.input(1), hints.layout(pooling, DNNL_ARG_WORKSPACE)).buffer();
    if (node.op() instanceof Convolution.BackwardWeights op) {
      Value x = node.input(0);
      Shape kernel = op.kernelShape();
      BlockedValue blocked = context.blocked(x);
      Buffer from = blocked == null ? context.inCOrder(x) : blocked.buffer();
      context.emit(
          new SparseBackwardWeights(
              SparseShape.of(x.shape(), op.window(), kernel.size(3), max, dPooled.shape(), block),
              x.dtype(),
              from,
              blocked == null ? x.shape().size(3) : blocked.blocks().block(),
              gradient,
              positions,
              context
                  .allocate(
                      node.output(0),
                      byRows(DType.FLOAT32, kernel),
                      natives.plainKernel(DType.FLOAT32, kernel, 1))
                  .buffer(),
              op.bias() ? context.allocate(node.output(1)) : null));
    } else {
      Value kernel = node.input(0);
      Value dx = node.output(0);
      int channels = dx.shape().size(3);
      boolean blocks = block != kernel.shape().size(3) && channels % block == 0;
      Layout cOrder = pictures.cOrder(dx);
      Layout layout = blocks ? natives.blockedPictures(dx.dtype(), dx.shape(), block) : cOrder;
      Buffer weights =
          context
              .inLayout(
                  kernel,
                  byRows(kernel.dtype(), kernel.shape()),
                  natives.plainKernel(kernel.dtype(), kernel.shape(), 1))
              .buffer();
      context.emit(
          new SparseBackwardInput(
              SparseShape.of(
                  dx.shape(),
                  ((Convolution) node.op()).window(),
                  kernel.shape().size(3),
                  max,
                  dPooled.shape(),
                  block),
              dx.dtype(),
              weights,
              gradient,
              positions,
              context.allocate(dx, layout, cOrder).buffer(),
              blocks ? block : channels));
    }
    return true;
  }

  /** A kernel in the order (rows, filters, columns, channels), in oneDNN's order of axes. */
  private Layout byRows(DType dtype, Shape kernel) {
    long run = (long) kernel.size(1) * kernel.size(2);
    long filters = kernel.size(3);
    return natives.strided(
        dtype,
        new long[] {filters, kernel.size(2), kernel.size(0), kernel.size(1)},
        new long[] {run, 1, filters * run, kernel.size(2)});
  }
}
