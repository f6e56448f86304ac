package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.graph.Value;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A function after a layer, of a name: {@link Activations} has Keras's. One of the user's own is
 * made with {@link #of} and gets its gradient from the operations it is composed of; to be found
 * when a file is loaded, it must be in a {@link io.github.markhor.config.Catalogue}.
 */
public final class ActivationFunction implements Configurable {
  private final String name;
  private final UnaryOperator<Value> function;

  private ActivationFunction(String name, UnaryOperator<Value> function) {
    this.name = Objects.requireNonNull(name);
    this.function = Objects.requireNonNull(function);
  }

  /**
   * A function of a name.
   *
   * @param function from a value to one of the same shape and type
   */
  public static ActivationFunction of(String name, UnaryOperator<Value> function) {
    return new ActivationFunction(name, function);
  }

  /** The name, as files have it: {@code relu}. */
  public String name() {
    return name;
  }

  /**
   * The function of a value.
   *
   * @throws IllegalStateException if the function changes the shape or type
   */
  public Value apply(Value x) {
    Value y = function.apply(x);
    if (!y.type().equals(x.type())) {
      throw new IllegalStateException(
          "Expected the activation " + name + " to keep " + x.type() + ". Received: " + y.type());
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
