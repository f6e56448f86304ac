package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Lowers dropout of many numbers: Java makes the mask, a byte for each element, and oneDNN
 * multiplies. The way back multiplies by the same mask. A number that is no number, or infinite,
 * does not become 0 when it is dropped.
 */
final class Dropouts {
  /** For fewer elements than this, a block program is as good. */
  private static final long LARGE = 4096;

  private record Key(Random.Dropout op, Shape shape) {}

  /** Where an operation's mask is; the layout is that of what it met first. */
  private record Mask(Packing packing, Place place) {}

  private final Lowering lowering;

  /** Shared by all slices of the batch: the way back uses what the forward pass has made. */
  private final Map<Key, Mask> masks;

  private final int slices;

  Dropouts(Lowering lowering) {
    this(lowering, new HashMap<>(), 1);
  }

  private Dropouts(Lowering lowering, Map<Key, Mask> masks, int slices) {
    this.lowering = lowering;
    this.masks = masks;
    this.slices = slices;
  }

  /** For one of several slices of the batch, lowered by another. */
  Dropouts ofSlice(Lowering slice, int count) {
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
    lowering.complete(x);
    Key key = new Key(op, x.shape());
    Mask known = masks.get(key);
    Packing packing = known != null ? known.packing() : Packing.of(lowering, x);
    Layout plain = plain(x, packing);
    Layout layout = layout(x, packing);
    dnnl_primitive_desc descriptor = product(op, layout, flags(x, packing));
    if (lowering.natives().implementation(descriptor).contains("ref")) {
      // On processors without AVX2 only a loop over single elements takes bytes as factors.
      return false;
    }
    Mask mask = known != null ? known : mask(op, x, packing);
    masks.put(key, mask);
    lowering.emit(
        new Primitive(op.label(), lowering.natives(), descriptor)
            .with(DNNL_ARG_SRC_0, lowering.in(x, layout, plain))
            .with(DNNL_ARG_SRC_1, mask.place())
            .with(DNNL_ARG_DST, lowering.define(node.output(0), layout, plain)));
    return true;
  }

  private Layout plain(Value x, Packing packing) {
    return packing == null
        ? lowering.natives().tagged(x.dtype(), dnnl_a, x.shape().elements())
        : lowering.natives().pictures(x.dtype(), x.shape());
  }

  private Layout layout(Value x, Packing packing) {
    return packing == null
        ? plain(x, null)
        : lowering.natives().blockedPictures(x.dtype(), x.shape(), packing.block());
  }

  private Layout flags(Value x, Packing packing) {
    return packing == null
        ? lowering.natives().flags(Math.toIntExact(x.shape().elements()))
        : lowering.natives().flags(packing.shape(), packing.block());
  }

  private dnnl_primitive_desc product(Random.Dropout op, Layout x, Layout mask) {
    Dnnl dnnl = lowering.dnnl();
    return lowering
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

  private Mask mask(Random.Dropout op, Value x, Packing packing) {
    int elements = Math.toIntExact(x.shape().elements());
    Buffer room = DropoutBytes.room(elements, 1);
    if (slices > 1) {
      room.becomePartOf(DropoutBytes.room(elements, slices));
    }
    Place mask = new Place(room, flags(x, packing));
    lowering.emit(new DropoutBytes(op, packing, elements, mask.buffer()));
    return new Mask(packing, mask);
  }
}
