package io.github.markhor.graph;

import java.util.Arrays;
import java.util.List;

/**
 * A new last axis of size {@code depth} that is 1 at the position the input gives and 0 elsewhere;
 * all 0 where the input is not one of 0 to depth - 1. No gradient.
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
    return List.of(Type.float32(io.github.markhor.tensor.Shape.of(sizes)));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return Arrays.asList((Value) null);
  }
}
