package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A result of a node, to which further operations are applied. Layers, losses and metrics are
 * written with these methods and get their gradients from the operations. Element-wise methods
 * match shapes as NumPy does; numbers stand for constants of shape (). Axes may be negative: -1 is
 * the last.
 */
public final class Value {
  private final Node node;
  private final int index;
  private final Type type;

  Value(Node node, int index, Type type) {
    this.node = node;
    this.index = index;
    this.type = type;
  }

  /** The node whose result this is. */
  public Node node() {
    return node;
  }

  /** The number of this one among the node's results. */
  public int index() {
    return index;
  }

  /** The graph that the value belongs to. */
  public Graph graph() {
    return node.graph();
  }

  /** The shape and the type of the numbers. */
  public Type type() {
    return type;
  }

  /** The shape, with the samples along the first axis where there are samples. */
  public Shape shape() {
    return type.shape();
  }

  /** The type of the numbers. */
  public DType dtype() {
    return type.dtype();
  }

  /** The value whose memory this one may share: the first that is no view of another. */
  public Value base() {
    Value base = this;
    while (base.node.op().isView()) {
      base = base.node.input(0);
    }
    return base;
  }

  /** A constant of shape () and this value's type. */
  public Value like(double number) {
    return graph().constant(new Type(Shape.of(), dtype()), (float) number);
  }

  /** An operation on each number. */
  public Value unary(Unary.Kind kind) {
    return graph().apply(new Unary(kind), this).output(0);
  }

  /** An operation on each pair of numbers. */
  public Value binary(Binary.Kind kind, Value other) {
    return graph().apply(new Binary(kind), this, other).output(0);
  }

  /** The sum of each pair. */
  public Value add(Value other) {
    return binary(Binary.Kind.ADD, other);
  }

  /** Each number plus another. */
  public Value add(double number) {
    return number == 0 ? this : add(like(number));
  }

  /** This one less the other, pair by pair. */
  public Value sub(Value other) {
    return binary(Binary.Kind.SUB, other);
  }

  /** Each number less another. */
  public Value sub(double number) {
    return number == 0 ? this : sub(like(number));
  }

  /** The product of each pair, element by element. */
  public Value mul(Value other) {
    return binary(Binary.Kind.MUL, other);
  }

  /** Each number times another. */
  public Value mul(double number) {
    return number == 1 ? this : mul(like(number));
  }

  /** This one divided by the other, pair by pair. */
  public Value div(Value other) {
    return binary(Binary.Kind.DIV, other);
  }

  /** Each number divided by another. */
  public Value div(double number) {
    return number == 1 ? this : div(like(number));
  }

  /** This one to the power of the other, pair by pair. */
  public Value pow(Value exponent) {
    return binary(Binary.Kind.POW, exponent);
  }

  /** Each number to a power. */
  public Value pow(double exponent) {
    return exponent == 1 ? this : exponent == 2 ? square() : pow(like(exponent));
  }

  /** The larger of each pair; see {@link #maxOver} for the largest along axes. */
  public Value max(Value other) {
    return binary(Binary.Kind.MAX, other);
  }

  /** The larger of each number and another. */
  public Value max(double number) {
    return max(like(number));
  }

  /** The smaller of each pair. */
  public Value min(Value other) {
    return binary(Binary.Kind.MIN, other);
  }

  /** The smaller of each number and another. */
  public Value min(double number) {
    return min(like(number));
  }

  /** Limits to [low, high]; outside, the gradient is 0. */
  public Value clip(double low, double high) {
    return max(low).min(high);
  }

  /** 1 where this is greater, else 0. */
  public Value greater(Value other) {
    return binary(Binary.Kind.GREATER, other);
  }

  /** 1 where this is greater, else 0. */
  public Value greater(double number) {
    return greater(like(number));
  }

  /** 1 where this is greater or equal, else 0. */
  public Value greaterEqual(Value other) {
    return binary(Binary.Kind.GREATER_EQUAL, other);
  }

  /** 1 where this is greater or equal, else 0. */
  public Value greaterEqual(double number) {
    return greaterEqual(like(number));
  }

  /** 1 where this is less, else 0. */
  public Value less(Value other) {
    return other.greater(this);
  }

  /** 1 where this is less, else 0. */
  public Value less(double number) {
    return like(number).greater(this);
  }

  /** 1 where both are equal, else 0. */
  public Value equal(Value other) {
    return binary(Binary.Kind.EQUAL, other);
  }

  /** 1 where both are equal, else 0. */
  public Value equal(double number) {
    return equal(like(number));
  }

  /** The first value where this one, a condition, is not 0; else the second. */
  public Value select(Value then, Value otherwise) {
    return graph().apply(new Select(), this, then, otherwise).output(0);
  }

  /** The first value where this one, a condition, is not 0; else the number. */
  public Value select(Value then, double otherwise) {
    return select(then, then.like(otherwise));
  }

  /** Each number with the other sign. */
  public Value neg() {
    return unary(Unary.Kind.NEG);
  }

  /** The absolute value of each number. */
  public Value abs() {
    return unary(Unary.Kind.ABS);
  }

  /** e to the power of each number. */
  public Value exp() {
    return unary(Unary.Kind.EXP);
  }

  /** The natural logarithm of each number. */
  public Value log() {
    return unary(Unary.Kind.LOG);
  }

  /** The square root of each number. */
  public Value sqrt() {
    return unary(Unary.Kind.SQRT);
  }

  /** The square of each number. */
  public Value square() {
    return unary(Unary.Kind.SQUARE);
  }

  /** The hyperbolic tangent of each number. */
  public Value tanh() {
    return unary(Unary.Kind.TANH);
  }

  /** The sine of each number. */
  public Value sin() {
    return unary(Unary.Kind.SIN);
  }

  /** The cosine of each number. */
  public Value cos() {
    return unary(Unary.Kind.COS);
  }

  /** 1 / (1 + exp(-x)) of each number. */
  public Value sigmoid() {
    return unary(Unary.Kind.SIGMOID);
  }

  /** The larger of each number and 0; of a ReLU's result the same once more. */
  public Value relu() {
    return ReluRules.isRelu(node()) ? this : unary(Unary.Kind.RELU);
  }

  /** log(1 + exp(x)) of each number. */
  public Value softplus() {
    return unary(Unary.Kind.SOFTPLUS);
  }

  /** The same numbers, through which no gradient flows. */
  public Value stopGradient() {
    return unary(Unary.Kind.STOP_GRADIENT);
  }

  /** The same numbers in another type. */
  public Value cast(DType to) {
    return to == dtype() ? this : graph().apply(new Cast(to), this).output(0);
  }

  /** The same numbers, in the same order, in another shape. */
  public Value reshape(int... sizes) {
    return reshape(Shape.of(sizes));
  }

  /** The same numbers, in the same order, in another shape. */
  public Value reshape(Shape to) {
    return to.equals(shape()) ? this : graph().apply(new Reshape(to), this).output(0);
  }

  /** The value with one axis as its last, the others in their order. */
  public Value withAxisLast(int axis) {
    int rank = shape().rank();
    int moved = shape().axis(axis);
    if (moved == rank - 1) {
      return this;
    }
    int[] order = new int[rank];
    int at = 0;
    for (int i = 0; i < rank; i++) {
      if (i != moved) {
        order[at++] = i;
      }
    }
    order[at] = moved;
    return transpose(order);
  }

  /** Axes in another order: axis i of the result is axis {@code order[i]} of this value. */
  public Value transpose(int... order) {
    List<Integer> axes = Arrays.stream(order).map(shape()::axis).boxed().toList();
    return graph().apply(new Transpose(axes), this).output(0);
  }

  /**
   * Zeros before and after each axis; a negative amount takes elements away instead.
   *
   * @param before an amount for each axis
   * @param after likewise
   */
  public Value pad(int[] before, int[] after) {
    Pad pad =
        new Pad(Arrays.stream(before).boxed().toList(), Arrays.stream(after).boxed().toList());
    boolean nothing = Arrays.stream(before).allMatch(amount -> amount == 0);
    return nothing && Arrays.stream(after).allMatch(amount -> amount == 0)
        ? this
        : graph().apply(pad, this).output(0);
  }

  /**
   * This value and others one behind the other along an axis.
   *
   * @param axis counted from the end if negative
   */
  public Value concat(int axis, Value... others) {
    Value[] all = new Value[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return others.length == 0 ? this : graph().apply(new Concat(shape().axis(axis)), all).output(0);
  }

  /** The value repeated to a larger shape, by NumPy's rules. */
  public Value broadcastTo(Shape to) {
    return to.equals(shape()) ? this : graph().apply(new Broadcast(to), this).output(0);
  }

  /** The sum along axes, or over everything without any; the axes are removed. */
  public Value sum(int... axes) {
    return removed(sumKeeping(axes), axes);
  }

  /** The sum along axes, or over everything without any; the axes keep the size 1. */
  public Value sumKeeping(int... axes) {
    return reduce(Reduce.Kind.SUM, axes);
  }

  /** The mean along axes, or over everything without any; the axes are removed. */
  public Value mean(int... axes) {
    return removed(meanKeeping(axes), axes);
  }

  /** The mean along axes, or over everything without any; the axes keep the size 1. */
  public Value meanKeeping(int... axes) {
    Value sum = sumKeeping(axes);
    return sum.mul((double) sum.shape().elements() / Math.max(1, shape().elements()));
  }

  /** The largest along axes, or of everything without any; the axes are removed. */
  public Value maxOver(int... axes) {
    return removed(maxOverKeeping(axes), axes);
  }

  /** The largest along axes, or of everything without any; the axes keep the size 1. */
  public Value maxOverKeeping(int... axes) {
    return reduce(Reduce.Kind.MAX, axes);
  }

  /** Sums over the axes that broadcasting {@code to} to this shape would repeat. */
  public Value sumTo(Shape to) {
    if (to.equals(shape())) {
      return this;
    }
    List<Integer> axes = new ArrayList<>();
    int lead = shape().rank() - to.rank();
    for (int axis = 0; axis < shape().rank(); axis++) {
      if (axis < lead || (to.size(axis - lead) == 1 && shape().size(axis) != 1)) {
        axes.add(axis);
      }
    }
    return graph().apply(new Reduce(Reduce.Kind.SUM, axes), this).output(0).reshape(to);
  }

  /** The position of the largest along the last axis, which is removed. */
  public Value argMax() {
    return graph().apply(new ArgMax(), this).output(0);
  }

  /** Class numbers as vectors of 0 and 1 along a new last axis. */
  public Value oneHot(int depth) {
    return graph().apply(new OneHot(depth), this).output(0);
  }

  /**
   * The sums of the elements by segment, of shape (segments,); see {@link SegmentSum}.
   *
   * @param numbers the segment of each element, from 0; elements with other numbers are left out
   */
  public Value segmentSum(Value numbers, int segments) {
    return graph().apply(new SegmentSum(segments), this, numbers).output(0);
  }

  /**
   * The elements of this table (n,) at places, in the shape of these; see {@link Lookup}.
   *
   * @param places whole numbers from 0 to n - 1; at others the result is 0
   */
  public Value lookup(Value places) {
    return graph().apply(new Lookup(), this, places).output(0);
  }

  /** Softmax along the last axis. */
  public Value softmax() {
    return graph().apply(new Softmax(false), this).output(0);
  }

  /** The logarithm of softmax along the last axis. */
  public Value logSoftmax() {
    return graph().apply(new Softmax(true), this).output(0);
  }

  /** The product of matrices (m, k) and (k, n). */
  public Value matMul(Value other) {
    return graph().apply(new MatMul(false, false), this, other).output(0);
  }

  private Value reduce(Reduce.Kind kind, int... axes) {
    List<Integer> list =
        axes.length == 0
            ? Reduce.all(shape())
            : Arrays.stream(axes).map(shape()::axis).boxed().toList();
    return list.isEmpty() ? this : graph().apply(new Reduce(kind, list), this).output(0);
  }

  private Value removed(Value reduced, int... axes) {
    if (axes.length == 0) {
      return reduced.reshape(Shape.of());
    }
    boolean[] gone = new boolean[shape().rank()];
    for (int axis : axes) {
      gone[shape().axis(axis)] = true;
    }
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < gone.length; axis++) {
      if (!gone[axis]) {
        sizes.add(shape().size(axis));
      }
    }
    return reduced.reshape(Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public String toString() {
    return "#" + node.id() + (node.outputs().size() > 1 ? "." + index : "");
  }
}
