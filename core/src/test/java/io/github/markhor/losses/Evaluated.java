package io.github.markhor.losses;

import io.github.markhor.backend.interpreter.Interpreter;
import io.github.markhor.backend.interpreter.Precision;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph whose inputs have numbers, computed by the interpreter. */
final class Evaluated {
  private final Graph graph = new Graph();
  private final Map<String, double[]> inputs = new HashMap<>();
  private int outputs;

  /** An input with these numbers, rounded to float32. */
  Value input(Shape shape, double... numbers) {
    String name = "input" + inputs.size();
    double[] rounded = numbers.clone();
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) rounded[i];
    }
    inputs.put(name, rounded);
    return graph.input(name, Type.float32(shape));
  }

  /** The numbers of a value, all arithmetic in double. */
  double[] numbers(Value value) {
    String name = "output" + outputs++;
    graph.output(name, value);
    return new Interpreter(graph, Precision.EXACT64)
        .run(inputs, new HashMap<>(), Step.NONE)
        .get(name);
  }

  double number(Value value) {
    double[] numbers = numbers(value);
    if (numbers.length != 1) {
      throw new IllegalArgumentException("Expected one number. Received: " + value.shape());
    }
    return numbers[0];
  }

  /** The gradient of the sum of a value. */
  double[] gradient(Value of, Value with) {
    return numbers(Gradients.of(of.sum(), List.of(with)).get(0));
  }

  /** The gradient of a plain function, by central differences. */
  static double[] differences(java.util.function.ToDoubleFunction<double[]> f, double[] at) {
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] x = at.clone();
      x[i] = at[i] + 1e-5;
      double above = f.applyAsDouble(x);
      x[i] = at[i] - 1e-5;
      gradient[i] = (above - f.applyAsDouble(x)) / 2e-5;
    }
    return gradient;
  }
}
