package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;

/** Convolution and its two gradients, all by one walk over (result, window, channel). */
final class Convolutions {
  /** Called for each of the products that a convolution adds up. */
  private interface Visitor {
    void visit(int x, int kernel, int y);
  }

  private Convolutions() {}

  static double[][] compute(Convolution op, Node node, double[][] in) {
    if (op instanceof Convolution.Forward forward) {
      return new double[][] {forward(forward, node, in)};
    }
    if (op instanceof Convolution.BackwardInput) {
      Shape kernelShape = node.input(0).shape();
      double[] dx = new double[count(node.output(0).shape())];
      walk(
          op,
          node.output(0).shape(),
          kernelShape,
          node.input(1).shape(),
          (x, kernel, y) -> dx[x] += in[0][kernel] * in[1][y]);
      return new double[][] {dx};
    }
    Convolution.BackwardWeights weights = (Convolution.BackwardWeights) op;
    double[] dKernel = new double[count(weights.kernelShape())];
    walk(
        op,
        node.input(0).shape(),
        weights.kernelShape(),
        node.input(1).shape(),
        (x, kernel, y) -> dKernel[kernel] += in[0][x] * in[1][y]);
    if (!weights.bias()) {
      return new double[][] {dKernel};
    }
    double[] dBias = new double[weights.kernelShape().size(3)];
    for (int i = 0; i < in[1].length; i++) {
      dBias[i % dBias.length] += in[1][i];
    }
    return new double[][] {dKernel, dBias};
  }

  private static double[] forward(Convolution.Forward op, Node node, double[][] in) {
    Shape shape = node.output(0).shape();
    double[] result = new double[count(shape)];
    walk(
        op,
        node.input(0).shape(),
        node.input(1).shape(),
        shape,
        (x, kernel, y) -> result[y] += in[0][x] * in[1][kernel]);
    for (int i = 0; i < result.length; i++) {
      if (in.length > 2) {
        result[i] += in[2][i % shape.size(3)];
      }
      if (op.relu()) {
        result[i] = Math.max(result[i], 0);
      }
    }
    return result;
  }

  private static int count(Shape shape) {
    return Math.toIntExact(shape.elements());
  }

  private static void walk(Convolution op, Shape x, Shape kernel, Shape y, Visitor visitor) {
    Window w = op.window();
    int channels = kernel.size(2);
    int filters = y.size(3);
    int filtersOfGroup = filters / op.groups();
    for (int n = 0; n < y.size(0); n++) {
      for (int row = 0; row < y.size(1); row++) {
        for (int column = 0; column < y.size(2); column++) {
          int to = ((n * y.size(1) + row) * y.size(2) + column) * filters;
          for (int i = 0; i < w.height(); i++) {
            int xRow = row * w.strideHeight() - w.top() + i * w.dilationHeight();
            for (int j = 0; j < w.width(); j++) {
              int xColumn = column * w.strideWidth() - w.left() + j * w.dilationWidth();
              if (xRow < 0 || xRow >= x.size(1) || xColumn < 0 || xColumn >= x.size(2)) {
                continue; // padding is zero
              }
              int from = ((n * x.size(1) + xRow) * x.size(2) + xColumn) * x.size(3);
              for (int c = 0; c < channels; c++) {
                int weight = ((i * w.width() + j) * channels + c) * filters;
                for (int f = 0; f < filters; f++) {
                  int channel = f / filtersOfGroup * channels + c;
                  visitor.visit(from + channel, weight + f, to + f);
                }
              }
            }
          }
        }
      }
    }
  }
}
