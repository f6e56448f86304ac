package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The rule that folds a factor or a term of each channel into the kernel and the bias of the
 * convolution or matrix product that made the channels: batch normalization in inference. Where
 * something lies between that cannot be passed, an activation for instance, pictures get a
 * convolution of their own, of single points and one channel each, whose layout is that of its
 * neighbours. Changed kernels and biases are computed from the variables in every step, so they
 * follow the weights.
 */
final class Folding implements Rule {
  /**
   * The most elements that a kernel may have for each element of the layer's result. Scaling a
   * larger kernel takes longer than scaling the result.
   */
  private static final int LARGEST = 4;

  /** Channels are held in blocks of this many, or of a multiple. */
  private static final int BLOCK = 8;

  @Override
  public Rewrite rewrite() {
    return Rewrite.NORMALIZATION_IN_CONVOLUTION;
  }

  @Override
  public Optional<List<Value>> apply(Node node, RewriteContext context) {
    if (!(node.op() instanceof Binary binary)) {
      return Optional.empty();
    }
    Value a = node.input(0);
    Value b = node.input(1);
    Value folded =
        switch (binary.kind()) {
          case ADD, MUL ->
              context.isFixed(a)
                  ? fold(binary.kind(), b, a, context)
                  : fold(binary.kind(), a, b, context);
          case SUB, DIV -> fold(binary.kind(), a, b, context);
          default -> null;
        };
    return Optional.ofNullable(folded).map(List::of);
  }

  private static Value fold(Binary.Kind kind, Value x, Value channels, RewriteContext context) {
    return context.isFixed(channels) && !context.isFixed(x)
        ? foldImages(kind, context.image(x), context.image(channels), context)
        : null;
  }

  /**
   * The result of {@code kind} on {@code x} and {@code channels}, computed in another way.
   *
   * @param channels numbers that do not depend on the batch
   * @return null if there is no other way, or it would not pay
   */
  private static Value foldImages(
      Binary.Kind kind, Value x, Value channels, RewriteContext context) {
    List<Op> path = new ArrayList<>();
    Value made = x;
    while (!context.isShared(made) && isPassedThrough(made.node())) {
      path.add(made.node().op());
      made = made.node().input(0);
    }
    Collections.reverse(path);
    boolean scales = kind == Binary.Kind.MUL || kind == Binary.Kind.DIV;
    int axis = context.isShared(made) ? -1 : channelAxis(made, path);
    Value result;
    if (axis >= 0
        && fits(channels.shape(), x.shape(), axis)
        && !(scales && isLarge(made.node().input(1), made))) {
      Value filters = vector(channels, made.node().input(1).shape().size(-1));
      result = scales ? scaled(made.node(), kind, filters) : shifted(made, kind, filters);
    } else if (kind == Binary.Kind.MUL
        && arePictures(made, path)
        && fits(channels.shape(), x.shape(), 3)) {
      result = scaledAlone(made, channels);
    } else {
      return null;
    }
    for (Op op : path) {
      result = context.target().apply(op, result).output(0);
    }
    return result;
  }

  /** Numbers of shape (size,), in float32. */
  private static Value vector(Value channels, int size) {
    Value wide = channels.cast(DType.FLOAT32);
    return wide.reshape((int) wide.shape().elements()).broadcastTo(Shape.of(size));
  }

  private static boolean isLarge(Value kernel, Value result) {
    return kernel.shape().elements() > LARGEST * result.shape().elements();
  }

  /** True for pictures that a backend is likely to hold in blocks of channels. */
  private static boolean arePictures(Value made, List<Op> path) {
    Op op = made.node().op();
    boolean relu = op instanceof Unary unary && unary.kind() == Unary.Kind.RELU;
    return (op instanceof Convolution.Forward || op instanceof Pooling || relu)
        && path.stream().allMatch(each -> each instanceof Cast)
        && made.shape().rank() == 4
        && made.shape().size(3) % BLOCK == 0;
  }

  private static Value scaledAlone(Value made, Value channels) {
    int n = made.shape().size(3);
    Value kernel = vector(channels, n).reshape(1, 1, 1, n).cast(made.dtype());
    int[] one = {1, 1};
    Op op = new Convolution.Forward(Window.valid(one, one, one), n, false);
    return made.graph().apply(op, made, kernel).output(0);
  }

  /** True for operations that leave the numbers as they are. */
  private static boolean isPassedThrough(Node node) {
    return node.op() instanceof Transpose
        || node.op() instanceof Reshape
        || (node.op() instanceof Cast && node.input(0).dtype().isFloating());
  }

  /** The axis of the filters at the end of the path, -1 if there is none. */
  private static int channelAxis(Value made, List<Op> path) {
    boolean convolution = made.node().op() instanceof Convolution.Forward op && !op.relu();
    boolean product = made.node().op() instanceof MatMul op && !op.transposeB();
    int axis = convolution ? 3 : product ? 1 : -1;
    int size = axis < 0 ? 0 : made.shape().size(axis);
    int rank = made.shape().rank();
    for (Op op : path) {
      if (op instanceof Transpose transpose) {
        axis = transpose.order().indexOf(axis);
      } else if (op instanceof Reshape reshape) {
        int last = reshape.to().rank() - 1;
        boolean stays = axis == rank - 1 && last >= 0 && reshape.to().size(last) == size;
        axis = stays ? last : -1;
        rank = last + 1;
      }
    }
    return axis;
  }

  /** True if repeating the numbers to the shape gives each channel one. */
  private static boolean fits(Shape numbers, Shape shape, int axis) {
    int lead = shape.rank() - numbers.rank();
    for (int i = 0; i < numbers.rank(); i++) {
      if (numbers.size(i) != 1 && (lead + i != axis || numbers.size(i) != shape.size(axis))) {
        return false;
      }
    }
    return lead >= 0;
  }

  private static Value scaled(Node node, Binary.Kind kind, Value by) {
    List<Value> inputs = new ArrayList<>(node.inputs());
    for (int i = 1; i < inputs.size(); i++) {
      Value weights = inputs.get(i);
      inputs.set(i, precise(weights).binary(kind, by).cast(weights.dtype()));
    }
    return node.graph().apply(node.op(), inputs).output(0);
  }

  private static Value shifted(Value made, Binary.Kind kind, Value by) {
    List<Value> inputs = new ArrayList<>(made.node().inputs());
    Value shift = kind == Binary.Kind.SUB ? by.neg() : by;
    if (inputs.size() > 2) {
      shift = precise(inputs.remove(2)).add(shift);
    }
    inputs.add(shift.cast(made.dtype()));
    return made.graph().apply(made.node().op(), inputs).output(0);
  }

  /** The numbers in float32, before they were rounded to a narrower type. */
  private static Value precise(Value weights) {
    boolean rounded =
        weights.node().op() instanceof Cast && weights.node().input(0).dtype() == DType.FLOAT32;
    return rounded ? weights.node().input(0) : weights.cast(DType.FLOAT32);
  }
}
