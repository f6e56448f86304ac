package io.github.markhor.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs optimizers by the interpreter on two small weights, beside rules for single numbers. */
final class SteppedOptimizer {
  private SteppedOptimizer() {}

  static final double RATE = 0.0625;
  static final double[][] STARTS = {{0.5, -1.25, 2}, {0.75, -0.375}};

  /** Some gradient of each element in each step: no two alike. */
  static double gradient(int step, int weight, int element) {
    return (float) (Math.sin(1 + step * 1.7 + weight * 0.9 + element * 2.3) * (1 + step));
  }

  /** Two weights, a step graph and its slots. */
  static final class Training {
    private final Optimizer optimizer;
    private final Map<Variable, double[]> numbers = new LinkedHashMap<>();
    private final Variable[] weights = {
      new Variable("a", Shape.of(3)), new Variable("b", Shape.of(2, 1))
    };
    final List<Variable> slots;
    private final Interpreter interpreter;
    private int steps;

    Training(Optimizer optimizer, Constraint constraint) {
      this.optimizer = optimizer;
      Graph graph = new Graph();
      List<OptimizerStep.Weight> changed = new ArrayList<>();
      for (int i = 0; i < weights.length; i++) {
        numbers.put(weights[i], STARTS[i].clone());
        Value gradient = graph.input("gradient" + i, Type.float32(weights[i].shape()));
        changed.add(new OptimizerStep.Weight(weights[i], gradient, constraint));
      }
      slots = OptimizerStep.apply(graph, optimizer, changed, this::slot);
      interpreter = new Interpreter(graph, Precision.EXACT64);
    }

    private Variable slot(Variable weight, String name, Shape shape, double start) {
      Variable slot = new Variable(weight == null ? name : weight.name() + "/" + name, shape);
      double[] filled = new double[(int) slot.shape().elements()];
      Arrays.fill(filled, start);
      numbers.put(slot, filled);
      return slot;
    }

    double[][] step() {
      Map<String, double[]> gradients = new HashMap<>();
      for (int i = 0; i < weights.length; i++) {
        double[] gradient = new double[STARTS[i].length];
        for (int j = 0; j < gradient.length; j++) {
          gradient[j] = gradient(steps, i, j);
        }
        gradients.put("gradient" + i, gradient);
      }
      double rate = optimizer.learningRateAt(steps, optimizer.learningRate());
      interpreter.run(gradients, numbers, new Step(steps, rate, 0));
      steps++;
      return new double[][] {numbers.get(weights[0]), numbers.get(weights[1])};
    }

    double[] slot(String name) {
      return numbers.entrySet().stream()
          .filter(entry -> entry.getKey().name().equals(name))
          .findFirst()
          .orElseThrow()
          .getValue();
    }
  }

  /**
   * A rule for one number: from the number, its memory, the gradient and the step's number from 0.
   */
  interface Rule {
    double next(double weight, double[] memory, double gradient, int step);
  }

  static void follows(Optimizer optimizer, Rule rule) {
    Training training = new Training(optimizer, null);
    double[][] expected = {STARTS[0].clone(), STARTS[1].clone()};
    double[][][] memory = {new double[3][3], new double[2][3]};
    for (int step = 0; step < 6; step++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < expected[i].length; j++) {
          expected[i][j] = rule.next(expected[i][j], memory[i][j], gradient(step, i, j), step);
        }
      }
      double[][] actual = training.step();
      assertArrayEquals(expected[0], actual[0], 2e-6, optimizer + ", step " + step);
      assertArrayEquals(expected[1], actual[1], 2e-6, optimizer + ", step " + step);
    }
  }
}
