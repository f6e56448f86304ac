package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.function.UnaryOperator;

/**
 * A named function that is applied to the result of a layer: {@link Activations} has Keras's. A
 * user's own is made with {@link #of}; its gradient follows from the operations that it composes.
 * To be found when a file is loaded, it must be in a {@link io.github.markhor.config.Catalogue}.
 */
public final class ActivationFunction implements Configurable {
  private final String name;
  private final UnaryOperator<Value> function;
  private final UnaryOperator<Shape> shape;

  private ActivationFunction(
      String name, UnaryOperator<Value> function, UnaryOperator<Shape> shape) {
    this.name = Require.notNull("name", name);
    this.function = Require.notNull("function", function);
    this.shape = Require.notNull("shape", shape);
  }

  /**
   * A function of a name.
   *
   * @param function from a value to one of the same shape and type
   */
  public static ActivationFunction of(String name, UnaryOperator<Value> function) {
    return new ActivationFunction(name, function, UnaryOperator.identity());
  }

  /**
   * A function that changes the shape.
   *
   * @param shape from a shape to that of the result, both without the batch
   */
  static ActivationFunction of(
      String name, UnaryOperator<Value> function, UnaryOperator<Shape> shape) {
    return new ActivationFunction(name, function, shape);
  }

  /** The name, as files have it: {@code relu}. */
  public String name() {
    return name;
  }

  /** The shape of the result for values of this shape, both without the batch. */
  public Shape outputShape(Shape input) {
    return shape.apply(input);
  }

  /**
   * The function of a value (N, ...).
   *
   * @throws IllegalStateException if the function makes another shape or type than it should
   */
  public Value apply(Value x) {
    Value y = function.apply(x);
    Shape expected = outputShape(x.shape().dropFirst()).prepend(x.shape().size(0));
    if (!y.type().equals(new Type(expected, x.dtype()))) {
      throw new IllegalStateException(
          "Expected the activation "
              + name
              + " to make "
              + new Type(expected, x.dtype())
              + " of "
              + x.type()
              + ". Received: "
              + y.type());
    }
    return y;
  }

  /** The name. */
  @Override
  public String className() {
    return name;
  }

  /** Nothing: a function has no arguments. */
  @Override
  public Config config() {
    return new Config();
  }

  @Override
  public String toString() {
    return name;
  }
}
