package io.github.markhor.data.resize;

import io.github.markhor.data.picture.ResizeMethod;

/**
 * TensorFlow's filters: the weight of a source pixel by its distance from the point that a target
 * pixel stands for.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/image/resize">TensorFlow: resize</a>
 */
final class TensorFlowFilter {
  /** The steps between two pixels at which TensorFlow knows the cubic. */
  private static final int STEPS = 1024;

  private TensorFlowFilter() {}

  /** How far the method reaches, in source pixels. */
  static float reach(ResizeMethod method) {
    return switch (method) {
      case LANCZOS3 -> 3;
      case LANCZOS5 -> 5;
      case GAUSSIAN -> 1.5f;
      case BICUBIC, MITCHELLCUBIC -> 2;
      case BILINEAR -> 1;
      default -> 0.5f;
    };
  }

  /** The weight of a source pixel at a distance from the point; not for the nearest or an area. */
  static float weight(ResizeMethod method, float signed) {
    float x = Math.abs(signed);
    return switch (method) {
      case BILINEAR -> Math.max(0, 1 - x);
      case BICUBIC -> cubic(Math.round(x * STEPS) / (float) STEPS);
      case LANCZOS3 -> lanczos(3, x);
      case LANCZOS5 -> lanczos(5, x);
      case GAUSSIAN -> x >= 1.5f ? 0 : (float) Math.exp(-x * x / (2 * 0.5 * 0.5));
      case MITCHELLCUBIC -> mitchell(x);
      default -> throw new IllegalStateException(method + " has no kernel.");
    };
  }

  private static float cubic(float x) {
    if (x >= 2) {
      return 0;
    }
    return x <= 1 ? (1.5f * x - 2.5f) * x * x + 1 : ((-0.5f * x + 2.5f) * x - 4) * x + 2;
  }

  private static float mitchell(float x) {
    if (x >= 2) {
      return 0;
    }
    return x >= 1
        ? ((-7 / 18f * x + 2) * x - 10 / 3f) * x + 16 / 9f
        : (7 / 6f * x - 2) * x * x + 8 / 9f;
  }

  private static float lanczos(float radius, float x) {
    if (x > radius) {
      return 0;
    }
    if (x <= 1e-3f) {
      return 1;
    }
    double pi = Math.PI * x;
    return (float) (radius * Math.sin(pi) * Math.sin(pi / radius) / (pi * pi));
  }
}
