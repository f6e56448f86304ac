package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a last axis of size {@code depth}: 1 at the position that the input gives, 0 elsewhere, and
 * 0 at all positions if the input is not a whole number from 0 to depth - 1. No gradient.
 */
public record OneHot(int depth) implements Op {
  public OneHot {
    if (depth < 1) {
      throw new IllegalArgumentException("Expected a depth of at least 1. Received: " + depth);
    }
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    var shape = inputs.get(0).shape();
    int[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    sizes[shape.rank()] = depth;
    return List.of(Type.float32(Shape.of(sizes)));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return Arrays.asList((Value) null);
  }
}
