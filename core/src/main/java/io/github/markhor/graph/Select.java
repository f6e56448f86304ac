package io.github.markhor.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Chooses element by element: the second input where the first, a condition, is not 0, else the
 * third. Shapes are matched as by {@link Binary}. No gradient flows to the condition.
 */
public record Select() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type a = inputs.get(1);
    Type b = inputs.get(2);
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          "Expected one type for both choices. Received: " + a + " and " + b);
    }
    return List.of(
        new Type(
            Binary.broadcast(inputs.get(0).shape(), Binary.broadcast(a.shape(), b.shape())),
            a.dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Value condition = node.input(0);
    Value dy = dOutputs.get(0);
    Value zero = dy.like(0);
    return Arrays.asList(
        null,
        condition.select(dy, zero).sumTo(node.input(1).shape()),
        condition.select(zero, dy).sumTo(node.input(2).shape()));
  }
}
