package io.github.markhor.backend;

import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Random.Dropout;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A graph drawn at random from operations that do not enlarge numbers or errors, with variables
 * that are assigned and, for even seeds, gradients. It finds values that are fused, shared,
 * computed in place or ordered wrongly in some surroundings only.
 */
final class RandomGraph {
  private static final int OPERATIONS = 30;

  private static final Unary.Kind[] UNARY = {
    Unary.Kind.NEG,
    Unary.Kind.ABS,
    Unary.Kind.TANH,
    Unary.Kind.SIGMOID,
    Unary.Kind.RELU,
    Unary.Kind.SOFTPLUS,
    Unary.Kind.COS,
    Unary.Kind.ERF,
    Unary.Kind.IDENTITY,
    Unary.Kind.STOP_GRADIENT,
  };

  private static final Binary.Kind[] BINARY = {
    Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.MAX, Binary.Kind.MIN,
  };

  private final int[][] shapes;
  private final long largest;
  private final Random source;
  private final boolean differentiable;
  private final Graph graph = new Graph();
  private final Map<Variable, float[]> initial = new LinkedHashMap<>();
  private final List<Value> values = new ArrayList<>();

  /**
   * @param rows the length of some axes; others have 7 or 3
   */
  RandomGraph(int seed, int rows) {
    shapes = new int[][] {{rows, 7}, {7}, {rows, 1}, {}, {3, rows, 7}, {rows * 7}, {2, 3, rows, 7}};
    largest = 100L * rows;
    source = new Random(seed);
    differentiable = seed % 2 == 0;
    List<Value> leaves = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      Shape shape = Shape.of(shapes[i]);
      if (source.nextBoolean()) {
        leaves.add(graph.input("x" + i, Type.float32(shape)));
      } else {
        Variable variable = new Variable("v" + i, shape);
        int count = Math.toIntExact(shape.elements());
        initial.put(variable, SideBySide.numbers(seed + i, count, -1, 1));
        leaves.add(graph.read(variable));
      }
    }
    values.addAll(leaves);
    while (values.size() < shapes.length + OPERATIONS) {
      values.add(next());
    }
    Value total = graph.constant(0);
    for (int i = 0; i < 5; i++) {
      Value value = any();
      graph.output("y" + i, value);
      total = total.add(value.mean());
    }
    if (differentiable) {
      List<Value> gradients = Gradients.of(total, leaves);
      for (int i = 0; i < leaves.size(); i++) {
        if (gradients.get(i) != null) {
          graph.output("d" + i, gradients.get(i));
          values.add(gradients.get(i));
        }
      }
    }
    for (Variable variable : initial.keySet()) {
      List<Value> fitting =
          values.stream().filter(value -> value.shape().equals(variable.shape())).toList();
      if (source.nextInt(4) > 0) {
        graph.assign(variable, fitting.get(source.nextInt(fitting.size())));
      }
    }
  }

  Graph graph() {
    return graph;
  }

  Map<Variable, float[]> initial() {
    return initial;
  }

  Map<String, float[]> inputs(int step) {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (int i = 0; i < shapes.length; i++) {
      int count = Math.toIntExact(Shape.of(shapes[i]).elements());
      inputs.put("x" + i, SideBySide.numbers(31L * step + i, count, -1, 1));
    }
    return inputs;
  }

  private Value any() {
    return values.get(source.nextInt(values.size()));
  }

  private Value next() {
    Value x = any();
    int rank = x.shape().rank();
    boolean small = x.shape().elements() <= 1000;
    return switch (source.nextInt(12)) {
      case 0, 1, 2 -> x.unary(UNARY[source.nextInt(UNARY.length)]);
      case 3, 4, 5 -> binary(x);
      case 6 -> rank == 0 ? x.mul(0.7) : reduced(x);
      case 7 -> transposed(x);
      case 8 -> x.reshape(Math.toIntExact(x.shape().elements())).mul(0.9).reshape(x.shape());
      case 9 -> rank == 0 ? x.add(0.3) : x.softmax();
      case 10 -> rank == 2 && small ? product(x) : x.clip(-0.8, 0.9);
      default -> {
        int stream = graph.nextStream();
        yield graph.apply(new Dropout(stream, 0.25), x, graph.randomKey()).output(0).mul(0.75);
      }
    };
  }

  private Value binary(Value x) {
    List<Value> order = new ArrayList<>(values);
    Collections.shuffle(order, source);
    for (Value other : order) {
      if (matches(x.shape(), other.shape())) {
        Value result = x.binary(BINARY[source.nextInt(BINARY.length)], other);
        // Sums stay about as large as their terms.
        return result.mul(0.6);
      }
    }
    throw new AssertionError("A value matches itself.");
  }

  /** True if the shapes match and the result is not larger than the larger one. */
  private boolean matches(Shape a, Shape b) {
    for (int axis = 1; axis <= Math.min(a.rank(), b.rank()); axis++) {
      int m = a.size(-axis);
      int n = b.size(-axis);
      if (m != n && m != 1 && n != 1) {
        return false;
      }
    }
    long elements = Binary.broadcast(a, b).elements();
    return elements <= largest;
  }

  private Value reduced(Value x) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (source.nextBoolean()) {
        axes.add(axis);
      }
    }
    // A maximum's gradient depends on ties, which rounding breaks.
    Reduce.Kind kind = differentiable || source.nextBoolean() ? Reduce.Kind.SUM : Reduce.Kind.MAX;
    Value result = axes.isEmpty() ? x : graph.apply(new Reduce(kind, axes), x).output(0);
    double share = (double) result.shape().elements() / x.shape().elements();
    return kind == Reduce.Kind.SUM ? result.mul(2 * share) : result;
  }

  private Value transposed(Value x) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      order.add(axis);
    }
    Collections.shuffle(order, source);
    int[] axes = order.stream().mapToInt(Integer::intValue).toArray();
    return Arrays.equals(axes, new int[0]) ? x.neg() : x.transpose(axes);
  }

  private Value product(Value x) {
    Value other = x.add(0.1).transpose(1, 0);
    return x.matMul(other).mul(0.3 / x.shape().size(1)).tanh();
  }
}
