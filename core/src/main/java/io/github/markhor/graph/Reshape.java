package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.List;

/** The same numbers in C order under another shape. */
public record Reshape(Shape to) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type type = inputs.get(0);
    if (type.shape().elements() != to.elements()) {
      throw new IllegalArgumentException(
          "Expected a shape of "
              + type.shape().elements()
              + " elements to reshape "
              + type.shape()
              + ". Received: "
              + to);
    }
    return List.of(new Type(to, type.dtype()));
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return List.of(dOutputs.get(0).reshape(node.input(0).shape()));
  }
}
