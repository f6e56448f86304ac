package io.github.markhor.testing;

import io.github.markhor.graph.Value;
import java.util.function.UnaryOperator;

/** The activations of the layers of this package. */
public enum Activation {
  LINEAR(x -> x),
  RELU(Value::relu),
  SOFTMAX(Value::softmax);

  private final UnaryOperator<Value> function;

  Activation(UnaryOperator<Value> function) {
    this.function = function;
  }

  Value of(Value x) {
    return function.apply(x);
  }
}
