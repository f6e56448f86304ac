package io.github.markhor.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Reads numbers from a table: each element of the result is the element of the first input, of
 * shape (n,), at the place that the second input gives, and 0 where that is not a whole number from
 * 0 to n - 1. The result has the shape of the places, no gradient flows to them. Each the other's
 * gradient: {@link SegmentSum}.
 */
public record Lookup() implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type table = inputs.get(0);
    Type places = inputs.get(1);
    if (table.shape().rank() != 1
        || table.shape().size(0) < 1
        || table.dtype() != DType.FLOAT32
        || places.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "Expected a table (n,) and places in float32. Received: " + table + " and " + places);
    }
    return List.of(places);
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    int size = node.input(0).shape().size(0);
    return Arrays.asList(dOutputs.get(0).segmentSum(node.input(1), size), null);
  }
}
