package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.Node;
import io.github.markhor.graph.Warp;
import io.github.markhor.tensor.Shape;

/**
 * Affine maps of pictures. Pixels beyond the edges are found by walking pixel by pixel through
 * extended pictures, not by formula.
 */
final class Warps {
  private Warps() {}

  static double[] compute(Warp op, Node node, double[] in, double[] maps) {
    boolean forward = op instanceof Warp.Forward;
    Shape source = forward ? node.input(0).shape() : node.output(0).shape();
    Shape result = forward ? node.output(0).shape() : node.input(0).shape();
    double[] out = new double[Math.toIntExact(node.output(0).shape().elements())];
    int channels = source.size(3);
    for (int n = 0; n < source.size(0); n++) {
      for (int y = 0; y < result.size(1); y++) {
        for (int x = 0; x < result.size(2); x++) {
          double column = maps[6 * n] * x + maps[6 * n + 1] * y + maps[6 * n + 2];
          double row = maps[6 * n + 3] * x + maps[6 * n + 4] * y + maps[6 * n + 5];
          column = inside(op.sampling().fill(), column, source.size(2));
          row = inside(op.sampling().fill(), row, source.size(1));
          for (int i = 0; i < source.size(1); i++) {
            for (int j = 0; j < source.size(2); j++) {
              double share = share(op, row, i) * share(op, column, j);
              for (int c = 0; c < channels && share != 0; c++) {
                int from = ((n * source.size(1) + i) * source.size(2) + j) * channels + c;
                int to = ((n * result.size(1) + y) * result.size(2) + x) * channels + c;
                out[forward ? to : from] += share * in[forward ? from : to];
              }
            }
          }
          if (forward) {
            double within = total(op, row, source.size(1)) * total(op, column, source.size(2));
            for (int c = 0; c < channels; c++) {
              int to = ((n * result.size(1) + y) * result.size(2) + x) * channels + c;
              out[to] += (1 - within) * op.sampling().value();
            }
          }
        }
      }
    }
    return out;
  }

  /** The weight with which a pixel contributes at a coordinate. */
  private static double share(Warp op, double at, int pixel) {
    double distance = Math.abs(at - pixel);
    if (op.sampling().bilinear()) {
      return Math.max(0, 1 - distance);
    }
    boolean tie = distance == 0.5;
    return distance < 0.5 || (tie && Math.abs(pixel) > Math.abs(at)) ? 1 : 0;
  }

  private static double total(Warp op, double at, int length) {
    double sum = 0;
    for (int pixel = 0; pixel < length; pixel++) {
      sum += share(op, at, pixel);
    }
    return sum;
  }

  private static double inside(Warp.Fill fill, double coordinate, int length) {
    double at = coordinate;
    switch (fill) {
      case CONSTANT -> {
        return at;
      }
      case NEAREST -> {}
      case REFLECT -> {
        // Mirrors stand half a pixel outside; between a mirror and the edge, the edge is seen.
        while (at < -0.5 || at > length - 0.5) {
          at = at < -0.5 ? -1 - at : 2 * length - 1 - at;
        }
      }
      case WRAP -> {
        int times = (int) Math.floor(Math.abs(at) / Math.max(1, length - 1));
        at = length == 1 ? 0 : at < 0 ? at + length * (times + 1) : at - length * times;
        if (coordinate >= 0 && coordinate <= length - 1) {
          at = coordinate;
        }
      }
    }
    return Math.min(Math.max(at, 0), length - 1);
  }
}
