package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The position of the largest element along the last axis, the first of several, as a float32;
 * removes the axis and has no gradient.
 */
public record ArgMax() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    var shape = inputs.get(0).shape();
    int[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() - 1);
    return List.of(Type.float32(Shape.of(sizes)));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return Arrays.asList((Value) null);
  }
}
