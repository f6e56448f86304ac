package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.backend.onednn.program.Bfloat16;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Unary;

/**
 * Arithmetic on blocks. Each loop is a method of its own, so that the JIT compiles it alone and
 * into vector instructions where there are any.
 */
public final class BlockMath {
  /** Of erf(x) · sqrt(pi) / (2 x), in powers of x². */
  private static final double[] ERF_NEAR_ZERO = {
    1, -1.0 / 3, 1.0 / 10, -1.0 / 42, 1.0 / 216, -1.0 / 1320, 1.0 / 9360
  };

  /** Of log(erfc(z) / t) + z², in powers of t = 1 / (1 + z / 2). */
  private static final double[] ERFC_EXPONENT = {
    -1.26551223,
    1.00002368,
    0.37409196,
    0.09678418,
    -0.18628806,
    0.27886807,
    -1.13520398,
    1.48851587,
    -0.82215223,
    0.17087277
  };

  private BlockMath() {}

  static void unary(Unary.Kind kind, float[] x, float[] y, int n) {
    switch (kind) {
      case IDENTITY, STOP_GRADIENT -> System.arraycopy(x, 0, y, 0, n);
      case NEG -> neg(x, y, n);
      case ABS -> abs(x, y, n);
      case SIGN -> sign(x, y, n);
      case FLOOR -> floor(x, y, n);
      case EXP -> exp(x, y, n);
      case EXPM1 -> expm1(x, y, n);
      case LOG -> log(x, y, n);
      case LOG1P -> log1p(x, y, n);
      case SQRT -> sqrt(x, y, n);
      case SQUARE -> mul(x, x, y, n);
      case RECIPROCAL -> reciprocal(x, y, n);
      case TANH -> tanh(x, y, n);
      case SIGMOID -> sigmoid(x, y, n);
      case RELU -> relu(x, y, n);
      case RELU6 -> relu6(x, y, n);
      case SILU -> silu(x, y, n);
      case SIN -> sin(x, y, n);
      case COS -> cos(x, y, n);
      case SOFTPLUS -> softplus(x, y, n);
      case ERF -> erf(x, y, n);
    }
  }

  static void binary(Binary.Kind kind, float[] a, float[] b, float[] y, int n) {
    switch (kind) {
      case ADD -> add(a, b, y, n);
      case SUB -> sub(a, b, y, n);
      case MUL -> mul(a, b, y, n);
      case DIV -> div(a, b, y, n);
      case POW -> pow(a, b, y, n);
      case MAX -> max(a, b, y, n);
      case MIN -> min(a, b, y, n);
      case GREATER -> greater(a, b, y, n);
      case GREATER_EQUAL -> greaterEqual(a, b, y, n);
      case EQUAL -> equal(a, b, y, n);
      case RELU_GRAD -> reluGradient(a, b, y, n);
      case RELU6_GRAD -> relu6Gradient(a, b, y, n);
      case SILU_GRAD -> siluGradient(a, b, y, n);
    }
  }

  static void neg(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -x[i];
    }
  }

  static void abs(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]);
    }
  }

  static void sign(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.signum(x[i]);
    }
  }

  static void floor(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.floor(x[i]);
    }
  }

  static void exp(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.exp(x[i]);
    }
  }

  static void expm1(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.expm1(x[i]);
    }
  }

  static void log(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.log(x[i]);
    }
  }

  static void log1p(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.log1p(x[i]);
    }
  }

  static void sqrt(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.sqrt(x[i]);
    }
  }

  static void reciprocal(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1 / x[i];
    }
  }

  static void tanh(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.tanh(x[i]);
    }
  }

  static void sigmoid(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) sigmoid(x[i]);
    }
  }

  static void relu(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  static void relu6(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(Math.max(x[i], 0f), 6f);
    }
  }

  static void silu(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) (x[i] * sigmoid(x[i]));
    }
  }

  private static double sigmoid(float x) {
    // The exponential of a number that is not positive cannot overflow.
    double e = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  static void sin(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.sin(x[i]);
    }
  }

  static void cos(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.cos(x[i]);
    }
  }

  static void softplus(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) (Math.max(x[i], 0f) + Math.log1p(Math.exp(-Math.abs(x[i]))));
    }
  }

  static void erf(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) erf(x[i]);
    }
  }

  /**
   * The error function: near 0 its Taylor series, elsewhere the Chebyshev fit of erfc of Press et
   * al., "Numerical Recipes", whose relative error stays below 1.2e-7.
   */
  private static double erf(double x) {
    double z = Math.abs(x);
    if (z < 0.5) {
      return 2 / Math.sqrt(Math.PI) * x * polynomial(ERF_NEAR_ZERO, x * x);
    }
    double t = 1 / (1 + 0.5 * z);
    double complement = t * Math.exp(-z * z + polynomial(ERFC_EXPONENT, t));
    return x > 0 ? 1 - complement : complement - 1;
  }

  /** The polynomial with these coefficients, that of the power 0 first, by Horner's scheme. */
  private static double polynomial(double[] coefficients, double x) {
    double sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = coefficients[i] + x * sum;
    }
    return sum;
  }

  public static void add(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  /** Adds four products of a number and an array, whose length is {@code y}'s. */
  public static void addScaled(
      float[] y,
      float a,
      float[] x0,
      float b,
      float[] x1,
      float c,
      float[] x2,
      float d,
      float[] x3) {
    // The compiler makes vector instructions of four products, but not of more.
    for (int i = 0; i < y.length; i++) {
      y[i] += (a * x0[i] + b * x1[i]) + (c * x2[i] + d * x3[i]);
    }
  }

  /** Adds {@code n} numbers to those from {@code at} on. */
  public static void addAt(float[] y, int at, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      y[at + i] += x[i];
    }
  }

  static void sub(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  public static void mul(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  static void div(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  static void pow(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.pow(a[i], b[i]);
    }
  }

  public static void max(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(a[i], b[i]);
    }
  }

  static void min(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  static void greater(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] > b[i] ? 1f : 0f;
    }
  }

  static void greaterEqual(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] >= b[i] ? 1f : 0f;
    }
  }

  static void equal(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] == b[i] ? 1f : 0f;
    }
  }

  static void reluGradient(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      // Without a jump, since the processor could not predict which way it goes.
      int mask = b[i] > 0 ? -1 : 0;
      y[i] = Float.intBitsToFloat(Float.floatToRawIntBits(a[i]) & mask);
    }
  }

  static void relu6Gradient(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int mask = b[i] > 0 & b[i] < 6 ? -1 : 0;
      y[i] = Float.intBitsToFloat(Float.floatToRawIntBits(a[i]) & mask);
    }
  }

  static void siluGradient(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      double s = sigmoid(b[i]);
      y[i] = (float) (a[i] * (s * (1 + b[i] * (1 - s))));
    }
  }

  static void select(float[] condition, float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = condition[i] != 0 ? a[i] : b[i];
    }
  }

  /** Rounds to the nearest numbers that a bfloat16 can hold. */
  static void roundToBfloat16(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Bfloat16.toFloat(Bfloat16.of(x[i]));
    }
  }

  /** Rounds to whole numbers, ties to even. */
  static void roundToWhole(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.rint(x[i]);
    }
  }
}
