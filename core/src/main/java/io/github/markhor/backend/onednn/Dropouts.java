package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.Shape;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Value;
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
  private final Map<Key, Mask> masks = new HashMap<>();

  Dropouts(Lowering lowering) {
    this.lowering = lowering;
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
    Natives natives = lowering.natives();
    Dnnl dnnl = lowering.dnnl();
    Value x = node.input(0);
    lowering.complete(x);
    Mask mask = masks.computeIfAbsent(new Key(op, x.shape()), key -> mask(op, x));
    Packing packing = mask.packing();
    Layout flat = natives.tagged(x.dtype(), dnnl_a, x.shape().elements());
    Place from;
    Place to;
    if (packing == null) {
      from = new Place(lowering.plain(x), flat);
      to = lowering.define(node.output(0), flat, flat);
    } else {
      Layout plain = natives.pictures(x.dtype(), x.shape());
      from = lowering.in(x, natives.blockedPictures(x.dtype(), x.shape(), packing.block()), plain);
      to = lowering.define(node.output(0), from.layout(), plain);
    }
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "a product of elements",
            made ->
                dnnl_binary_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    dnnl_binary_mul,
                    from.layout().descriptor(),
                    mask.place().layout().descriptor(),
                    to.layout().descriptor(),
                    dnnl.scaled((float) (1 / (1 - op.rate())))));
    lowering.emit(
        new Primitive(op.label(), natives, descriptor)
            .with(DNNL_ARG_SRC_0, from)
            .with(DNNL_ARG_SRC_1, mask.place())
            .with(DNNL_ARG_DST, to));
    return true;
  }

  private Mask mask(Random.Dropout op, Value x) {
    int elements = Math.toIntExact(x.shape().elements());
    Packing packing = Packing.of(lowering, x);
    Layout layout =
        packing == null
            ? lowering.natives().flags(elements)
            : lowering.natives().flags(packing.shape(), packing.block());
    Place mask = new Place(DropoutBytes.room(elements), layout);
    lowering.emit(new DropoutBytes(op, packing, elements, mask.buffer()));
    return new Mask(packing, mask);
  }
}
