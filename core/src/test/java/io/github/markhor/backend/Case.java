package io.github.markhor.backend;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small graph, of one operation as a rule, with the numbers to run it on. Its inputs are {@code
 * x0}, {@code x1} and so on, and {@code dy}; its outputs {@code y} and, if it has gradients, the
 * gradients {@code dx0} and so on of the sum of y · dy.
 *
 * @param gradient whether gradients are taken with respect to all operands that are not discrete
 * @param smooth whether finite differences hold near the operands
 * @param relative the allowed error relative to the expected number
 * @param absolute the error allowed besides
 * @param scaled whether the absolute error is relative to the largest expected number, as for sums
 */
public record Case(
    String name,
    List<Operand> operands,
    Body body,
    boolean gradient,
    boolean smooth,
    double relative,
    double absolute,
    boolean scaled) {
  /** Draws from a seed and an iteration whose upper halves are not zero. */
  public static final Step STEP = new Step((1L << 33) + 5, 0.01, 0x89abcdef_01234567L);

  /** The operations of a case. */
  public interface Body {
    Value apply(Graph graph, List<Value> x);
  }

  /** A case of smooth functions of each element, computed one by one. */
  public static Case of(String name, Body body, Operand... operands) {
    return new Case(name, List.of(operands), body, true, true, 1e-5, 1e-6, false);
  }

  /** Without gradients. */
  public Case forwardOnly() {
    return new Case(name, operands, body, false, false, relative, absolute, scaled);
  }

  /** With gradients that finite differences do not give: at ties, kinks and infinities. */
  public Case kinked() {
    return new Case(name, operands, body, gradient, false, relative, absolute, scaled);
  }

  public Case within(double relativeError, double absoluteError) {
    return new Case(name, operands, body, gradient, smooth, relativeError, absoluteError, false);
  }

  /** Sums, whose error is judged by the largest of them. */
  public Case withinOfLargest(double error) {
    return new Case(name, operands, body, gradient, smooth, error, error, true);
  }

  /** The same bits are expected, but zeros of both signs are equal. */
  public Case exact() {
    return within(0, 0);
  }

  /** The same with these operands, or all, in bfloat16, and with the tolerance for that. */
  public Case inBfloat16(int... rounded) {
    Body inner =
        (graph, x) -> {
          List<Value> operandsOfIt = new ArrayList<>(x);
          for (int i = 0; i < x.size(); i++) {
            int operand = i;
            if (rounded.length == 0 || IntStream.of(rounded).anyMatch(each -> each == operand)) {
              operandsOfIt.set(i, x.get(i).cast(DType.BFLOAT16));
            }
          }
          return body.apply(graph, operandsOfIt).cast(DType.FLOAT32);
        };
    return new Case(name + " in bfloat16", operands, inner, gradient, false, 1.6e-2, 1.6e-2, true);
  }

  /** The graph, with gradients where the case has them. */
  public Graph graph() {
    Graph graph = new Graph();
    List<Value> x = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      x.add(graph.input("x" + i, operands.get(i).type()));
    }
    Value y = body.apply(graph, x);
    graph.output("y", y);
    if (gradient) {
      Value dy = graph.input("dy", new Type(y.shape(), y.dtype()));
      List<Value> gradients = Gradients.of(y.mul(dy).sum(), x);
      for (int i = 0; i < x.size(); i++) {
        if (gradients.get(i) != null && !operands.get(i).discrete()) {
          graph.output("dx" + i, gradients.get(i));
        }
      }
    }
    return graph;
  }

  /** The numbers of all inputs; the same on every call. */
  public Map<String, float[]> inputs() {
    Random source = new Random(name.hashCode());
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      inputs.put("x" + i, operand.numbers().make(operand.count(), source));
    }
    if (gradient) {
      int count = Math.toIntExact(graph().outputs().get("y").shape().elements());
      inputs.put("dy", Operand.between(0.5, 1.5).numbers().make(count, source));
    }
    return inputs;
  }

  @Override
  public String toString() {
    return name;
  }
}
