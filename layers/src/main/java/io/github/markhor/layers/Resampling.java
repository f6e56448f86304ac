package io.github.markhor.layers;

import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.function.DoubleUnaryOperator;

/**
 * Brings pictures to another size. All interpolations treat rows and columns separately: each is a
 * product with a matrix of the shares of old pixels in new ones. Sizes and rounding are those of
 * TensorFlow, which computes them for Keras.
 */
final class Resampling {
  /** TensorFlow takes the cubic from a table of so many steps between two pixels. */
  private static final float CUBIC_STEPS = 1024;

  private Resampling() {}

  /**
   * How an axis is resampled.
   *
   * @param size of the whole axis
   * @param start the first pixel of the part to resample, below 0 for padding
   * @param length the pixels of that part
   * @param target the new size
   */
  record Axis(int size, int start, int length, int target) {
    static Axis whole(int size, int target) {
      return new Axis(size, 0, size, target);
    }

    boolean isUnchanged() {
      return length == size && target == size;
    }
  }

  /** Pictures (N, H, W, C) with both axes resampled; pixels beyond them are 0. */
  static Value apply(Value x, Axis height, Axis width, Interpolation kind, boolean antialias) {
    // (N, H, W, C) to (W, N, h, C) to (N, h, w, C): the multiplied axis has to come first.
    Value rows = along(x.transpose(1, 0, 2, 3), height, kind, antialias);
    Value columns = along(rows.transpose(2, 1, 0, 3), width, kind, antialias);
    return columns.transpose(1, 2, 0, 3);
  }

  /** Resamples the first axis. */
  private static Value along(Value x, Axis axis, Interpolation kind, boolean antialias) {
    if (axis.isUnchanged()) {
      return x;
    }
    Shape shape = x.shape();
    Value flat = x.reshape(shape.size(0), Math.toIntExact(shape.elements() / shape.size(0)));
    Type type = new Type(Shape.of(axis.target(), axis.size()), x.dtype());
    Value matrix = x.graph().constant(type, matrix(axis, kind, antialias));
    return x.graph()
        .apply(new MatMul(false, false), matrix, flat)
        .output(0)
        .reshape(shape.with(0, axis.target()));
  }

  /** (target, size): the share of each pixel in each new one; those of padding are left out. */
  private static float[] matrix(Axis axis, Interpolation kind, boolean antialias) {
    float[] matrix = new float[Math.multiplyExact(axis.target(), axis.size())];
    for (int to = 0; to < axis.target(); to++) {
      double[] shares = shares(to, axis.length(), axis.target(), kind, antialias);
      for (int from = 0; from < shares.length; from++) {
        int at = axis.start() + from;
        if (at >= 0 && at < axis.size()) {
          matrix[to * axis.size() + at] = (float) shares[from];
        }
      }
    }
    return matrix;
  }

  /** The shares of {@code length} pixels in pixel {@code to} of {@code target}; their sum is 1. */
  private static double[] shares(
      int to, int length, int target, Interpolation kind, boolean antialias) {
    float scale = (float) length / target;
    return switch (kind) {
      case NEAREST -> {
        double[] shares = new double[length];
        shares[Math.min((int) ((to + 0.5f) * scale), length - 1)] = 1;
        yield shares;
      }
      case AREA -> area(to * scale, (to + 1) * scale, length);
      case BILINEAR -> kernel(to, length, target, antialias, 1, t -> Math.max(0, 1 - Math.abs(t)));
      case BICUBIC ->
          antialias
              ? kernel(to, length, target, true, 2, Resampling::cubic)
              : tabledCubic((to + 0.5f) * scale - 0.5f, length);
      case LANCZOS3 -> kernel(to, length, target, antialias, 3, t -> lanczos(t, 3));
      case LANCZOS5 -> kernel(to, length, target, antialias, 5, t -> lanczos(t, 5));
    };
  }

  /** The overlap of each pixel with an interval. */
  private static double[] area(float low, float high, int length) {
    double[] shares = new double[length];
    for (int i = 0; i < length; i++) {
      shares[i] = Math.max(0, Math.min(i + 1, high) - Math.max(i, low));
    }
    return normalized(shares);
  }

  /** Weights by the distance of the pixels' centres; antialias widens them when shrinking. */
  private static double[] kernel(
      int to, int length, int target, boolean antialias, int radius, DoubleUnaryOperator weight) {
    double scale = (double) length / target;
    double width = antialias ? Math.max(scale, 1) : 1;
    double centre = (to + 0.5) * scale;
    int first = (int) Math.ceil(centre - radius * width - 0.5);
    int last = (int) Math.floor(centre + radius * width - 0.5);
    double[] shares = new double[length];
    for (int i = Math.max(0, first); i <= Math.min(length - 1, last); i++) {
      shares[i] = weight.applyAsDouble((i + 0.5 - centre) / width);
    }
    return normalized(shares);
  }

  private static double[] tabledCubic(float at, int length) {
    double floor = Math.floor(at);
    double fraction = Math.rint((at - floor) * CUBIC_STEPS) / CUBIC_STEPS;
    double[] shares = new double[length];
    for (int i = -1; i <= 2; i++) {
      int from = (int) floor + i;
      if (from >= 0 && from < length) {
        shares[from] = cubic(i - fraction);
      }
    }
    return normalized(shares);
  }

  /** Keys, "Cubic Convolution Interpolation for Digital Image Processing" (1981). */
  private static double cubic(double t) {
    double x = Math.abs(t);
    if (x >= 2) {
      return 0;
    }
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
  }

  private static double lanczos(double t, int radius) {
    double x = Math.abs(t);
    if (x > radius) {
      return 0;
    }
    double angle = Math.PI * x;
    return x <= 1e-3 ? 1 : radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle);
  }

  private static double[] normalized(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
