package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Unary;
import io.github.markhor.tensor.Shape;

/** Operations on each element, and the repetition that matches shapes. */
final class Elementwise {
  private Elementwise() {}

  static double[] unary(Unary.Kind kind, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = unary(kind, x[i]);
    }
    return y;
  }

  private static double unary(Unary.Kind kind, double x) {
    return switch (kind) {
      case IDENTITY, STOP_GRADIENT -> x;
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SQRT -> Math.sqrt(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case TANH -> Math.tanh(x);
      case SIGMOID -> x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
      case RELU -> Math.max(x, 0);
      case RELU6 -> Math.min(Math.max(x, 0), 6);
      case SILU -> x / (1 + Math.exp(-x));
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case ERF -> erf(x);
    };
  }

  /** 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n+1)), whose terms all have one sign. */
  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  static double[] binary(Binary.Kind kind, Node node, double[][] in) {
    int[] a = repeated(node.input(0).shape(), node.output(0).shape());
    int[] b = repeated(node.input(1).shape(), node.output(0).shape());
    double[] y = new double[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = binary(kind, in[0][a[i]], in[1][b[i]]);
    }
    return y;
  }

  private static double binary(Binary.Kind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> Math.pow(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
      case EQUAL -> a == b ? 1 : 0;
      case RELU_GRAD -> b > 0 ? a : 0;
      case RELU6_GRAD -> b > 0 && b < 6 ? a : 0;
      case SILU_GRAD -> {
        double s = 1 / (1 + Math.exp(-b));
        yield a * s * (1 + b * (1 - s));
      }
    };
  }

  static double[] select(Node node, double[][] in) {
    Shape shape = node.output(0).shape();
    int[] condition = repeated(node.input(0).shape(), shape);
    int[] then = repeated(node.input(1).shape(), shape);
    int[] otherwise = repeated(node.input(2).shape(), shape);
    double[] y = new double[condition.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = in[0][condition[i]] != 0 ? in[1][then[i]] : in[2][otherwise[i]];
    }
    return y;
  }

  static double[] broadcast(Node node, double[] x) {
    int[] from = repeated(node.input(0).shape(), node.output(0).shape());
    double[] y = new double[from.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[from[i]];
    }
    return y;
  }

  /** For each element of a shape, the element that it repeats. */
  static int[] repeated(Shape from, Shape to) {
    int[] sources = new int[Math.toIntExact(to.elements())];
    for (int i = 0; i < sources.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = 1; axis <= from.rank(); axis++) {
        int coordinate = rest % to.size(-axis);
        rest /= to.size(-axis);
        sources[i] += from.size(-axis) == 1 ? 0 : coordinate * stride;
        stride *= from.size(-axis);
      }
    }
    return sources;
  }
}
