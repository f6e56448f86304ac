package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.Concat;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pad;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Transpose;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/** Operations that move elements or combine them along axes. */
final class Arrangements {
  private Arrangements() {}

  static double[] transpose(Transpose op, Node node, double[] x) {
    Shape from = node.input(0).shape();
    Shape to = node.output(0).shape();
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      int[] coordinates = new int[from.rank()];
      int rest = i;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        coordinates[op.order().get(axis)] = rest % to.size(axis);
        rest /= to.size(axis);
      }
      int source = 0;
      for (int axis = 0; axis < from.rank(); axis++) {
        source = source * from.size(axis) + coordinates[axis];
      }
      y[i] = x[source];
    }
    return y;
  }

  static double[] concat(Concat op, Node node, double[]... x) {
    Shape to = node.output(0).shape();
    double[] y = new double[Math.toIntExact(to.elements())];
    int from = 0;
    for (int part = 0; part < x.length; part++) {
      Shape shape = node.input(part).shape();
      for (int i = 0; i < x[part].length; i++) {
        int target = 0;
        int step = 1;
        int rest = i;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
          int coordinate = rest % shape.size(axis) + (axis == op.axis() ? from : 0);
          rest /= shape.size(axis);
          target += coordinate * step;
          step *= to.size(axis);
        }
        y[target] = x[part][i];
      }
      from += shape.size(op.axis());
    }
    return y;
  }

  static double[] pad(Pad op, Node node, double[] x) {
    Shape from = node.input(0).shape();
    Shape to = node.output(0).shape();
    double[] y = new double[Math.toIntExact(to.elements())];
    for (int i = 0; i < y.length; i++) {
      int source = 0;
      int step = 1;
      int rest = i;
      boolean inside = true;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        int coordinate = rest % to.size(axis) - op.before().get(axis);
        rest /= to.size(axis);
        inside &= coordinate >= 0 && coordinate < from.size(axis);
        source += coordinate * step;
        step *= from.size(axis);
      }
      y[i] = inside ? x[source] : 0;
    }
    return y;
  }

  static double[] reduce(Reduce op, Node node, double[] x) {
    boolean sum = op.kind() == Reduce.Kind.SUM;
    double[] y = new double[Math.toIntExact(node.output(0).shape().elements())];
    Arrays.fill(y, sum ? 0 : Double.NEGATIVE_INFINITY);
    int[] target = Elementwise.repeated(node.output(0).shape(), node.input(0).shape());
    for (int i = 0; i < x.length; i++) {
      double before = y[target[i]];
      y[target[i]] = sum ? before + x[i] : Math.max(before, x[i]);
    }
    return y;
  }

  static double[] argMax(int size, double[] x) {
    double[] y = new double[x.length / size];
    for (int row = 0; row < y.length; row++) {
      int best = 0;
      for (int i = 1; i < size; i++) {
        if (x[row * size + i] > x[row * size + best]) {
          best = i;
        }
      }
      y[row] = best;
    }
    return y;
  }

  static double[] oneHot(int depth, double[] x) {
    double[] y = new double[x.length * depth];
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < depth; i++) {
        y[row * depth + i] = x[row] == i ? 1 : 0;
      }
    }
    return y;
  }

  static double[] segmentSum(int segments, double[] data, double[] numbers) {
    double[] y = new double[segments];
    for (int segment = 0; segment < segments; segment++) {
      for (int i = 0; i < data.length; i++) {
        y[segment] += numbers[i] == segment ? data[i] : 0;
      }
    }
    return y;
  }

  static double[] lookup(double[] table, double[] places) {
    double[] y = new double[places.length];
    for (int i = 0; i < y.length; i++) {
      boolean whole = places[i] == Math.rint(places[i]);
      y[i] = whole && places[i] >= 0 && places[i] < table.length ? table[(int) places[i]] : 0;
    }
    return y;
  }

  static double[] softmax(boolean log, int size, double[] x) {
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += size) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + size; i++) {
        largest = Math.max(largest, x[i]);
      }
      double sum = 0;
      for (int i = row; i < row + size; i++) {
        sum += Math.exp(x[i] - largest);
      }
      for (int i = row; i < row + size; i++) {
        y[i] = log ? x[i] - largest - Math.log(sum) : Math.exp(x[i] - largest) / sum;
      }
    }
    return y;
  }
}
