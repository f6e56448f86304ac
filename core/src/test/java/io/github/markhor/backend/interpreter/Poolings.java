package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pooling and its gradients. The second result of max-pooling is an element's number in x. */
final class Poolings {
  private Poolings() {}

  static double[][] compute(Pooling op, Node node, double[][] in) {
    if (op instanceof Pooling.Max) {
      return max(op.window(), node, in[0]);
    }
    if (op instanceof Pooling.Average) {
      return new double[][] {average(op.window(), node, in[0])};
    }
    double[] dx = new double[Math.toIntExact(node.output(0).shape().elements())];
    if (op instanceof Pooling.MaxBackward) {
      for (int i = 0; i < in[0].length; i++) {
        dx[(int) in[1][i]] += in[0][i];
      }
    } else {
      for (int i = 0; i < in[0].length; i++) {
        List<Integer> elements =
            elements(op.window(), node.output(0).shape(), node.input(0).shape(), i);
        for (int element : elements) {
          dx[element] += in[0][i] / elements.size();
        }
      }
    }
    return new double[][] {dx};
  }

  private static double[][] max(Window window, Node node, double[] x) {
    Shape shape = node.output(0).shape();
    double[] y = new double[Math.toIntExact(shape.elements())];
    double[] where = new double[y.length];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < y.length; i++) {
      List<Integer> elements = elements(window, node.input(0).shape(), shape, i);
      where[i] = elements.get(0);
      for (int element : elements) {
        if (x[element] > y[i]) {
          y[i] = x[element];
          where[i] = element;
        }
      }
    }
    return new double[][] {y, where};
  }

  private static double[] average(Window window, Node node, double[] x) {
    Shape shape = node.output(0).shape();
    double[] y = new double[Math.toIntExact(shape.elements())];
    for (int i = 0; i < y.length; i++) {
      List<Integer> elements = elements(window, node.input(0).shape(), shape, i);
      for (int element : elements) {
        y[i] += x[element] / elements.size();
      }
    }
    return y;
  }

  /** The elements of x, in row order, in the window that makes element {@code i} of y. */
  private static List<Integer> elements(Window w, Shape x, Shape y, int i) {
    int channel = i % y.size(3);
    int column = i / y.size(3) % y.size(2);
    int row = i / y.size(3) / y.size(2) % y.size(1);
    int n = i / y.size(3) / y.size(2) / y.size(1);
    List<Integer> found = new ArrayList<>();
    for (int a = 0; a < w.height(); a++) {
      int xRow = row * w.strideHeight() - w.top() + a * w.dilationHeight();
      for (int b = 0; b < w.width(); b++) {
        int xColumn = column * w.strideWidth() - w.left() + b * w.dilationWidth();
        if (xRow >= 0 && xRow < x.size(1) && xColumn >= 0 && xColumn < x.size(2)) {
          found.add(((n * x.size(1) + xRow) * x.size(2) + xColumn) * x.size(3) + channel);
        }
      }
    }
    return found;
  }
}
