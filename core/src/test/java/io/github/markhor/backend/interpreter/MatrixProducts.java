package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Node;
import io.github.markhor.tensor.Shape;

/** Products of matrices. */
final class MatrixProducts {
  private MatrixProducts() {}

  static double[] compute(MatMul op, Node node, double[][] in) {
    Shape aShape = node.input(0).shape();
    Shape bShape = node.input(1).shape();
    int m = node.output(0).shape().size(0);
    int n = node.output(0).shape().size(1);
    int inner = aShape.size(op.transposeA() ? 0 : 1);
    double[] y = new double[m * n];
    for (int row = 0; row < m; row++) {
      for (int k = 0; k < inner; k++) {
        double a = in[0][op.transposeA() ? k * aShape.size(1) + row : row * aShape.size(1) + k];
        for (int column = 0; column < n; column++) {
          double b =
              in[1][op.transposeB() ? column * bShape.size(1) + k : k * bShape.size(1) + column];
          y[row * n + column] += a * b;
        }
      }
      for (int column = 0; column < n && in.length > 2; column++) {
        y[row * n + column] += in[2][column];
      }
    }
    return y;
  }
}
