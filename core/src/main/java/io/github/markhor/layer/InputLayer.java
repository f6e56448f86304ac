package io.github.markhor.layer;

import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/** A layer that states the shape of what comes into a network, and as a symbol is that. */
public interface InputLayer extends Layer, Symbol {
  @Override
  default int index() {
    return 0;
  }

  @Override
  default Shape inputShape() {
    return shape();
  }

  @Override
  default boolean isInput() {
    return true;
  }

  @Override
  default boolean trainable() {
    return true;
  }

  @Override
  default DTypePolicy dtype() {
    return null;
  }

  @Override
  default List<WeightSpec> weights(Shape input) {
    return List.of();
  }

  @Override
  default Shape outputShape(Shape input) {
    return input;
  }

  @Override
  default Value call(Value x, LayerContext context) {
    return x;
  }

  @Override
  default String className() {
    return "InputLayer";
  }
}
