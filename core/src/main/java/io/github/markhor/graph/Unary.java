package io.github.markhor.graph;

import java.util.Arrays;
import java.util.List;

/** A function of each element. */
public record Unary(Kind kind) implements Op {
  /** The functions; gradients are written with the result {@code y} where that is shorter. */
  public enum Kind {
    /** A copy. */
    IDENTITY,
    /** The same number, through which no gradient flows. */
    STOP_GRADIENT,
    NEG,
    ABS,
    /** -1, 0 or 1; gradient 0. */
    SIGN,
    /** The largest whole number that is not greater; gradient 0. */
    FLOOR,
    EXP,
    /** exp(x) - 1, exact near 0. */
    EXPM1,
    LOG,
    /** log(1 + x), exact near 0. */
    LOG1P,
    SQRT,
    SQUARE,
    RECIPROCAL,
    TANH,
    /** 1 / (1 + exp(-x)), without overflow. */
    SIGMOID,
    /** max(x, 0); the gradient at 0 is 0. */
    RELU,
    /** min(max(x, 0), 6); the gradient at 0 and at 6 is 0. */
    RELU6,
    /** x / (1 + exp(-x)), also called swish. */
    SILU,
    /** The sine of an angle in radians. */
    SIN,
    /** The cosine of an angle in radians. */
    COS,
    /** log(1 + exp(x)), without overflow. */
    SOFTPLUS,
    /** The error function. */
    ERF
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type type = inputs.get(0);
    if (!type.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "Expected a floating type for " + kind + ". Received: " + type);
    }
    return List.of(type);
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return Arrays.asList(gradient(node.input(0), node.output(0), dOutputs.get(0)));
  }

  private Value gradient(Value x, Value y, Value dy) {
    return switch (kind) {
      case IDENTITY -> dy;
      case STOP_GRADIENT, SIGN, FLOOR -> null;
      case NEG -> dy.neg();
      case ABS -> dy.mul(x.unary(Kind.SIGN));
      case EXP -> dy.mul(y);
      case EXPM1 -> dy.mul(y.add(1));
      case LOG -> dy.div(x);
      case LOG1P -> dy.div(x.add(1));
      case SQRT -> dy.mul(0.5).div(y);
      case SQUARE -> dy.mul(x.mul(2));
      case RECIPROCAL -> dy.mul(y.square()).neg();
      case TANH -> dy.mul(y.square().neg().add(1));
      case SIGMOID -> dy.mul(y.mul(y.neg().add(1)));
      case RELU -> dy.binary(Binary.Kind.RELU_GRAD, y);
      case RELU6 -> dy.binary(Binary.Kind.RELU6_GRAD, y);
      case SILU -> dy.binary(Binary.Kind.SILU_GRAD, x);
      case SIN -> dy.mul(x.unary(Kind.COS));
      case COS -> dy.mul(x.unary(Kind.SIN)).neg();
      case SOFTPLUS -> dy.mul(x.sigmoid());
      case ERF -> dy.mul(x.square().neg().exp().mul(2 / Math.sqrt(Math.PI)));
    };
  }

  @Override
  public boolean isView() {
    return kind == Kind.STOP_GRADIENT;
  }

  @Override
  public String label() {
    return kind.name();
  }
}
