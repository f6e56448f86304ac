package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.kernels.DropoutMaskKernel;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Lowers dropout of many numbers: Java makes the mask, a byte for each element, and oneDNN
 * multiplies. The backward pass multiplies by the same mask. A dropped element that is NaN or
 * infinite becomes NaN, not 0.
 */
final class Dropouts {
  /** For fewer elements than this, a block program is as good. */
  private static final long LARGE = 4096;

  private record Key(Random.Dropout op, Shape shape) {}

  /** An operation's mask; it lies as the first operand did that it was made for. */
  private record Mask(ChannelBlocks blocks, Place place) {}

  private final LoweringContext context;

  /** The masks of the forward pass, for the backward pass; all slices of the batch share them. */
  private final Map<Key, Mask> masks;

  private final int slices;

  Dropouts(LoweringContext context) {
    this(context, new HashMap<>(), 1);
  }

  private Dropouts(LoweringContext context, Map<Key, Mask> masks, int slices) {
    this.context = context;
    this.masks = masks;
    this.slices = slices;
  }

  /** The lowering for one of several slices of the batch. */
  Dropouts ofSlice(LoweringContext slice, int count) {
    return new Dropouts(slice, masks, count);
  }

  /**
   * Emits what a node needs.
   *
   * @return false if it should become part of a block program
   */
  boolean lower(Node node) {
    if (!(node.op() instanceof Random.Dropout op) || node.output(0).shape().elements() < LARGE) {
      return false;
    }
    Value x = node.input(0);
    context.complete(x);
    Key key = new Key(op, x.shape());
    Mask known = masks.get(key);
    ChannelBlocks blocks = known != null ? known.blocks() : blocks(x);
    Layout cOrder = cOrder(x, blocks);
    Layout layout = layout(x, blocks);
    dnnl_primitive_desc descriptor = product(op, layout, flags(x, blocks));
    if (context.natives().implementation(descriptor).contains("ref")) {
      // On processors without AVX2 only a loop over single elements takes bytes as factors.
      return false;
    }
    Mask mask = known != null ? known : mask(op, x, blocks);
    masks.put(key, mask);
    context.emit(
        new Primitive(op.label(), context.natives(), descriptor)
            .with(DNNL_ARG_SRC_0, context.inLayout(x, layout, cOrder))
            .with(DNNL_ARG_SRC_1, mask.place())
            .with(DNNL_ARG_DST, context.allocate(node.output(0), layout, cOrder)));
    return true;
  }

  private ChannelBlocks blocks(Value x) {
    BlockedValue blocked = context.blocked(x);
    return blocked == null ? null : blocked.blocks();
  }

  private Layout cOrder(Value x, ChannelBlocks blocks) {
    return blocks == null
        ? context.natives().tagged(x.dtype(), dnnl_a, x.shape().elements())
        : context.natives().pictures(x.dtype(), x.shape());
  }

  private Layout layout(Value x, ChannelBlocks blocks) {
    return blocks == null
        ? cOrder(x, null)
        : context.natives().blockedPictures(x.dtype(), x.shape(), blocks.block());
  }

  private Layout flags(Value x, ChannelBlocks blocks) {
    return blocks == null
        ? context.natives().flags(Math.toIntExact(x.shape().elements()))
        : context.natives().flags(blocks.shape(), blocks.block());
  }

  private dnnl_primitive_desc product(Random.Dropout op, Layout x, Layout mask) {
    Dnnl dnnl = context.dnnl();
    return context
        .natives()
        .descriptor(
            "a product of elements",
            made ->
                dnnl_binary_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_binary_mul,
                    x.descriptor(),
                    mask.descriptor(),
                    x.descriptor(),
                    dnnl.scaled((float) (1 / (1 - op.rate())))));
  }

  private Mask mask(Random.Dropout op, Value x, ChannelBlocks blocks) {
    int elements = Math.toIntExact(x.shape().elements());
    Buffer buffer = DropoutMaskKernel.buffer(elements, 1);
    if (slices > 1) {
      buffer.becomeSliceOf(DropoutMaskKernel.buffer(elements, slices));
    }
    Place mask = new Place(buffer, flags(x, blocks));
    context.emit(new DropoutMaskKernel(op, blocks, elements, mask.buffer()));
    return new Mask(blocks, mask);
  }
}
