package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A function of two elements. Shapes are matched as NumPy does: axes are aligned at the last, and
 * an axis of size 1, or none, is repeated.
 */
public record Binary(Kind kind) implements Op {
  /** The functions; a is the first input and b the second. */
  public enum Kind {
    ADD,
    SUB,
    MUL,
    DIV,
    /** a to the power of b. */
    POW,
    /** The larger; where both are equal, the gradient goes to a. */
    MAX,
    /** The smaller; where both are equal, the gradient goes to a. */
    MIN,
    /** 1 where a > b, else 0; no gradient. */
    GREATER,
    /** 1 where a >= b, else 0; no gradient. */
    GREATER_EQUAL,
    /** 1 where a = b, else 0; no gradient. */
    EQUAL,
    /** a where b > 0, else 0: the gradient of ReLU, with b its result. */
    RELU_GRAD,
    /** a where 0 < b < 6, else 0: the gradient of ReLU6, with b its result. */
    RELU6_GRAD,
    /** a times the derivative of SiLU at b: the gradient of SiLU, with b its input. */
    SILU_GRAD
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    if (a.dtype() != b.dtype() || !a.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "Expected one floating type for both sides of "
              + kind
              + ". Received: "
              + a
              + " and "
              + b);
    }
    return List.of(new Type(broadcast(a.shape(), b.shape()), a.dtype()));
  }

  /**
   * The shape that both are repeated to.
   *
   * @throws IllegalArgumentException if they do not match
   */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] sizes = new int[rank];
    for (int axis = 1; axis <= rank; axis++) {
      int m = axis > a.rank() ? 1 : a.size(-axis);
      int n = axis > b.rank() ? 1 : b.size(-axis);
      if (m != n && m != 1 && n != 1) {
        throw new IllegalArgumentException(
            "Expected shapes that match from the last axis on, where a 1 matches all. Received: "
                + a
                + " and "
                + b);
      }
      sizes[rank - axis] = m == 1 ? n : m;
    }
    return Shape.of(sizes);
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Value a = node.input(0);
    Value b = node.input(1);
    Value dy = dOutputs.get(0);
    return switch (kind) {
      case ADD -> both(a, dy, b, dy);
      case SUB -> both(a, dy, b, dy.neg());
      case MUL -> both(a, dy.mul(b), b, dy.mul(a));
      case DIV -> both(a, dy.div(b), b, dy.mul(node.output(0)).div(b).neg());
      case POW ->
          both(
              a, dy.mul(b.mul(a.pow(b.sub(1)))),
              // Where a is not positive, its logarithm does not exist: the gradient is 0 there.
              b, dy.mul(node.output(0)).mul(a.greater(0).select(a, 1).log()));
      case MAX -> both(a, dy.mul(a.greaterEqual(b)), b, dy.mul(b.greater(a)));
      case MIN -> both(a, dy.mul(b.greaterEqual(a)), b, dy.mul(a.greater(b)));
      case GREATER, GREATER_EQUAL, EQUAL -> Arrays.asList(null, null);
      case RELU_GRAD, RELU6_GRAD -> both(a, dy.binary(kind, b), b, null);
      case SILU_GRAD -> both(a, dy.binary(kind, b), b, dy.mul(a).mul(secondOfSilu(b)));
    };
  }

  /** The second derivative of x · s, s being the sigmoid of x: s (1 - s) (2 + x (1 - 2 s)). */
  private static Value secondOfSilu(Value x) {
    Value s = x.sigmoid();
    Value slope = s.mul(s.neg().add(1));
    return slope.mul(x.mul(s.mul(-2).add(1)).add(2));
  }

  private static List<Value> both(Value a, Value da, Value b, Value db) {
    return Arrays.asList(da.sumTo(a.shape()), db == null ? null : db.sumTo(b.shape()));
  }

  @Override
  public String label() {
    return kind.name();
  }
}
