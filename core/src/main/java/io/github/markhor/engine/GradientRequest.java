package io.github.markhor.engine;

import io.github.markhor.graph.Cast;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.network.Traced;
import java.util.List;

/**
 * What is differentiated, with respect to what.
 *
 * @param output the model's output by its number, where {@code layer} is null
 * @param layer the layer whose result is differentiated, by its path
 * @param beforeActivation whether a softmax or sigmoid at the end of the value is left out
 * @param input the model's input by its number, where {@code place} is null
 * @param place the layer whose result it is differentiated with respect to, by its path
 */
public record GradientRequest(
    int output, String layer, boolean beforeActivation, int input, String place) {
  /** The names in the graph. */
  static final String WEIGHTS = "weights of the output";

  static final String VALUE = "value";
  static final String PLACE = "place";
  static final String GRADIENT = "gradient";

  /**
   * Adds value and gradients to a graph that the model has been traced into. The output's elements
   * are weighted by an input of the graph, so that one graph serves all units.
   */
  void addTo(Graph graph, List<Value> inputs, Traced traced) {
    Value y = layer == null ? traced.results().get(output) : traced.outputs().get(layer);
    if (beforeActivation) {
      y = beforeActivation(y);
    }
    y = y.cast(DType.FLOAT32);
    int batch = y.shape().size(0);
    int each = Math.toIntExact(y.shape().dropFirst().elements());
    Value weights = graph.input(WEIGHTS, Type.float32(y.shape()));
    Value values = y.mul(weights).reshape(batch, each).sum(1);
    Value at = place == null ? inputs.get(input) : traced.outputs().get(place);
    // Samples do not depend on each other in inference, so each gets the gradient of its own.
    Value gradient = Gradients.of(values.sum(0), List.of(at)).get(0);
    if (gradient == null) {
      throw new IllegalArgumentException(
          "Expected a value that depends on the place of its gradients. Received: "
              + (layer == null ? "the model's output" : layer)
              + ", which does not depend on "
              + (place == null ? "that input" : place)
              + ", or in steps alone");
    }
    graph.output(VALUE, values);
    graph.output(PLACE, at.cast(DType.FLOAT32));
    graph.output(GRADIENT, gradient.cast(DType.FLOAT32));
  }

  /** The input of the softmax or sigmoid that a value ends with, or the value. */
  private static Value beforeActivation(Value value) {
    Value source = value;
    Op op = source.node().op();
    while (op instanceof Cast || isUnary(op, Unary.Kind.IDENTITY)) {
      source = source.node().input(0);
      op = source.node().op();
    }
    boolean isActivation =
        isUnary(op, Unary.Kind.SIGMOID) || (op instanceof Softmax softmax && !softmax.log());
    return isActivation ? source.node().input(0).reshape(value.shape()) : value;
  }

  private static boolean isUnary(Op op, Unary.Kind kind) {
    return op instanceof Unary unary && unary.kind() == kind;
  }
}
