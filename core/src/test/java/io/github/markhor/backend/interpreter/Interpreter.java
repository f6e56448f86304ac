package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.ArgMax;
import io.github.markhor.graph.Assign;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Broadcast;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.Concat;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Lookup;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.OneHot;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Pad;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.RandomKey;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.Reshape;
import io.github.markhor.graph.SegmentSum;
import io.github.markhor.graph.Select;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Transpose;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.graph.Warp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Computes a graph node by node. All arrays are in C order. */
public final class Interpreter {
  private final Graph graph;
  private final List<Node> schedule;
  private final Precision precision;

  public Interpreter(Graph graph, Precision precision) {
    this.graph = graph;
    this.schedule = graph.schedule();
    this.precision = precision;
  }

  /**
   * Computes everything once.
   *
   * @param inputs by name; those that the graph does not need are ignored
   * @param variables their values at the start of the step, replaced by what is assigned
   * @return the outputs by name
   */
  public Map<String, double[]> run(
      Map<String, double[]> inputs, Map<Variable, double[]> variables, Step step) {
    return run(inputs, variables, step, (label, nanos) -> {});
  }

  Map<String, double[]> run(
      Map<String, double[]> inputs,
      Map<Variable, double[]> variables,
      Step step,
      ObjLongConsumer<String> observer) {
    Map<Value, double[]> values = new LinkedHashMap<>();
    Map<Variable, double[]> assigned = new LinkedHashMap<>();
    for (Node node : schedule) {
      long start = System.nanoTime();
      double[][] in = node.inputs().stream().map(values::get).toArray(double[][]::new);
      if (node.op() instanceof Assign assign) {
        assigned.put(assign.variable(), in[0].clone());
      } else {
        double[][] results =
            node.op() instanceof Leaf leaf
                ? new double[][] {leaf(leaf, inputs, variables, step)}
                : compute(node, in);
        for (int i = 0; i < results.length; i++) {
          values.put(node.output(i), rounded(results[i], node.output(i)));
        }
      }
      observer.accept(node.op().label(), System.nanoTime() - start);
    }
    variables.putAll(assigned);
    Map<String, double[]> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, value) -> outputs.put(name, values.get(value).clone()));
    return outputs;
  }

  private double[] rounded(double[] numbers, Value value) {
    if (numbers.length != value.shape().elements()) {
      throw new IllegalStateException(
          value.node()
              + " should have "
              + value.shape().elements()
              + " numbers, not "
              + numbers.length);
    }
    double[] result = new double[numbers.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = precision.round(numbers[i], value.dtype());
    }
    return result;
  }

  private static double[] leaf(
      Leaf leaf, Map<String, double[]> inputs, Map<Variable, double[]> variables, Step step) {
    if (leaf instanceof Leaf.Input input) {
      return given(inputs.get(input.name()), leaf);
    }
    if (leaf instanceof Leaf.Read read) {
      return given(variables.get(read.variable()), leaf);
    }
    if (leaf instanceof Leaf.Scalar scalar) {
      return new double[] {scalar.function().at(step)};
    }
    if (leaf instanceof RandomKey) {
      return new double[] {
        (int) step.seed(),
        (int) (step.seed() >>> 32),
        (int) step.iteration(),
        (int) (step.iteration() >>> 32)
      };
    }
    Leaf.Constant constant = (Leaf.Constant) leaf;
    int count = Math.toIntExact(constant.infer(List.of()).get(0).shape().elements());
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = constant.value(i);
    }
    return numbers;
  }

  private static double[] given(double[] numbers, Leaf leaf) {
    if (numbers == null) {
      throw new IllegalStateException(leaf.label() + " was not given before this run.");
    }
    return numbers;
  }

  private static double[][] compute(Node node, double[][] in) {
    Op op = node.op();
    if (op instanceof Convolution convolution) {
      return Convolutions.compute(convolution, node, in);
    }
    if (op instanceof Pooling pooling) {
      return Poolings.compute(pooling, node, in);
    }
    if (op instanceof BatchNorm batchNorm) {
      return Normalizations.compute(batchNorm, in);
    }
    return new double[][] {single(op, node, in)};
  }

  private static double[] single(Op op, Node node, double[][] in) {
    if (op instanceof Unary unary) {
      return Elementwise.unary(unary.kind(), in[0]);
    }
    if (op instanceof Binary binary) {
      return Elementwise.binary(binary.kind(), node, in);
    }
    if (op instanceof Select) {
      return Elementwise.select(node, in);
    }
    if (op instanceof Cast || op instanceof Reshape) {
      return in[0];
    }
    if (op instanceof Broadcast) {
      return Elementwise.broadcast(node, in[0]);
    }
    if (op instanceof Transpose transpose) {
      return Arrangements.transpose(transpose, node, in[0]);
    }
    if (op instanceof Concat concat) {
      return Arrangements.concat(concat, node, in);
    }
    if (op instanceof Pad pad) {
      return Arrangements.pad(pad, node, in[0]);
    }
    if (op instanceof Warp warp) {
      return Warps.compute(warp, node, in[0], in[1]);
    }
    if (op instanceof Reduce reduce) {
      return Arrangements.reduce(reduce, node, in[0]);
    }
    if (op instanceof ArgMax) {
      return Arrangements.argMax(node.input(0).shape().size(-1), in[0]);
    }
    if (op instanceof OneHot oneHot) {
      return Arrangements.oneHot(oneHot.depth(), in[0]);
    }
    if (op instanceof SegmentSum sums) {
      return Arrangements.segmentSum(sums.segments(), in[0], in[1]);
    }
    if (op instanceof Lookup) {
      return Arrangements.lookup(in[0], in[1]);
    }
    if (op instanceof Softmax softmax) {
      return Arrangements.softmax(softmax.log(), node.input(0).shape().size(-1), in[0]);
    }
    if (op instanceof MatMul product) {
      return MatrixProducts.compute(product, node, in);
    }
    if (op instanceof Random.Uniform uniform) {
      return Draws.uniform(uniform, in[0]);
    }
    if (op instanceof Random.Dropout dropout) {
      return Draws.dropout(dropout, in[0], in[1]);
    }
    throw new IllegalArgumentException("The interpreter does not know the operation " + op);
  }
}
