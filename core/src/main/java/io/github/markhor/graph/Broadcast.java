package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.List;

/** Repeats a value to a shape: along axes of size 1, and along new axes in front. */
public record Broadcast(Shape to) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type type = inputs.get(0);
    if (!Binary.broadcast(type.shape(), to).equals(to)) {
      throw new IllegalArgumentException(
          "Expected a shape that " + type.shape() + " can be repeated to. Received: " + to);
    }
    return List.of(new Type(to, type.dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return List.of(dOutputs.get(0).sumTo(node.input(0).shape()));
  }
}
