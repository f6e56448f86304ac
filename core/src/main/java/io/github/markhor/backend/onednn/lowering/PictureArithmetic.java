package io.github.markhor.backend.onednn.lowering;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Lowers sums and products of pictures with pictures, or with a number for each channel, that have
 * been computed: residual connections, squeeze-and-excite and their gradients. oneDNN computes them
 * in the layout in which the pictures lie, several times as fast as a block program. Where an
 * operand still waits in a fusion group, the operation joins it instead.
 */
final class PictureArithmetic {
  /** For fewer elements than this, it does not matter. */
  private static final long LARGE = 4096;

  private PictureArithmetic() {}

  /**
   * Emits a primitive for the node, and for the ReLU that follows if nothing else reads the result.
   *
   * @return false if it should become part of a block program
   */
  static boolean lower(LoweringContext context, Node node) {
    if (!(node.op() instanceof Binary binary)
        || (binary.kind() != Binary.Kind.ADD && binary.kind() != Binary.Kind.MUL)) {
      return false;
    }
    Shape shape = node.output(0).shape();
    boolean ordered = node.input(0).shape().equals(shape);
    Value a = node.input(ordered ? 0 : 1);
    Value b = node.input(ordered ? 1 : 0);
    if (shape.rank() != 4
        || shape.elements() < LARGE
        || !a.shape().equals(shape)
        || !(b.shape().equals(shape) || isOfChannels(b.shape(), shape))
        || context.isPending(a)
        || (context.isPending(b) && b.shape().equals(shape))) {
      return false;
    }
    Natives natives = context.natives();
    Layout cOrder = natives.pictures(a.dtype(), shape);
    BlockedValue blocked = context.blocked(a);
    if (blocked == null && b.shape().equals(shape)) {
      blocked = context.blocked(b);
    }
    ChannelBlocks blocks = blocked == null ? null : blocked.blocks();
    Layout layout = layout(natives, a, shape, blocks);
    Layout second = layout(natives, b, four(b.shape()), blocks);
    Node relu = relu(context, node);
    int kind = binary.kind() == Binary.Kind.ADD ? dnnl_binary_add : dnnl_binary_mul;
    dnnl_primitive_desc descriptor = descriptor(context, kind, layout, second, relu != null);
    if (natives.implementation(descriptor).contains("ref")) {
      return false;
    }
    Place other =
        b.shape().equals(shape)
            ? context.inLayout(b, second, cOrder)
            : new Place(context.inCOrder(b), second);
    Value result = relu == null ? node.output(0) : relu.output(0);
    String label = node.op().label() + (relu == null ? "" : "+ReLU");
    context.emit(
        new Primitive(label, natives, descriptor)
            .with(DNNL_ARG_SRC_0, context.inLayout(a, layout, cOrder))
            .with(DNNL_ARG_SRC_1, other)
            .with(DNNL_ARG_DST, context.allocate(result, layout, cOrder)));
    if (relu != null) {
      context.skip(relu);
    }
    return true;
  }

  /** True for a number for each channel, the same for all pictures or of each picture. */
  private static boolean isOfChannels(Shape numbers, Shape pictures) {
    Shape four = numbers.rank() > 4 ? numbers : four(numbers);
    return four.rank() == 4
        && (four.size(0) == 1 || four.size(0) == pictures.size(0))
        && four.size(1) == 1
        && four.size(2) == 1
        && four.size(3) == pictures.size(3);
  }

  private static Shape four(Shape shape) {
    Shape four = shape;
    while (four.rank() < 4) {
      four = four.prepend(1);
    }
    return four;
  }

  /** Numbers for channels lie in blocks as they do in C order: there is one point. */
  private static Layout layout(Natives natives, Value value, Shape shape, ChannelBlocks blocks) {
    return blocks == null
        ? natives.pictures(value.dtype(), shape)
        : natives.blockedPictures(value.dtype(), shape, blocks.block());
  }

  private static Node relu(LoweringContext context, Node node) {
    List<Node> readers = context.uses().readers(node.output(0));
    boolean fits =
        readers.size() == 1
            && readers.get(0).op() instanceof Unary unary
            && unary.kind() == Unary.Kind.RELU
            && !context.uses().isNeededBeside(node.output(0), Set.of(readers.get(0)));
    return fits ? readers.get(0) : null;
  }

  private static dnnl_primitive_desc descriptor(
      LoweringContext context, int kind, Layout a, Layout b, boolean relu) {
    Dnnl dnnl = context.dnnl();
    dnnl_primitive_attr attributes = relu ? dnnl.withRelu() : dnnl.attributes();
    return context
        .natives()
        .descriptor(
            "arithmetic of elements",
            made ->
                dnnl_binary_primitive_desc_create(
                    made,
                    dnnl.engine(),
                    kind,
                    a.descriptor(),
                    b.descriptor(),
                    a.descriptor(),
                    attributes));
  }
}
