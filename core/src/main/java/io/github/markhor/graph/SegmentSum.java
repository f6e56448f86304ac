package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up elements by segment, like a histogram with weights. The first input has the elements, the
 * second, of the same shape, the number of each element's segment; result i of {@code segments} is
 * the sum of the elements in segment i. Elements whose number is not one of 0 to segments - 1 are
 * left out. No gradient flows to the numbers.
 */
public record SegmentSum(int segments) implements Op {
  public SegmentSum {
    if (segments < 1) {
      throw new IllegalArgumentException("Expected at least 1 segment. Received: " + segments);
    }
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type data = inputs.get(0);
    Type numbers = inputs.get(1);
    if (!data.equals(numbers) || data.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "Expected float32 data and segment numbers of one shape. Received: "
              + data
              + " and "
              + numbers);
    }
    return List.of(Type.float32(Shape.of(segments)));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    return Arrays.asList(dOutputs.get(0).lookup(node.input(1)), null);
  }
}
