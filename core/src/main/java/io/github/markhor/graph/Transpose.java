package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Axes in another order: axis i of the result is axis {@code order.get(i)} of the input. */
public record Transpose(List<Integer> order) implements Op {
  public Transpose {
    order = List.copyOf(order);
    int[] sorted = order.stream().mapToInt(Integer::intValue).sorted().toArray();
    for (int axis = 0; axis < sorted.length; axis++) {
      if (sorted[axis] != axis) {
        throw new IllegalArgumentException(
            "Expected each axis once, 0 to " + (sorted.length - 1) + ". Received: " + order);
      }
    }
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type type = inputs.get(0);
    if (type.shape().rank() != order.size()) {
      throw new IllegalArgumentException(
          "Expected "
              + order.size()
              + " axes to transpose by "
              + order
              + ". Received: "
              + type.shape());
    }
    int[] sizes = order.stream().mapToInt(type.shape()::size).toArray();
    return List.of(new Type(Shape.of(sizes), type.dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Integer[] inverse = new Integer[order.size()];
    for (int axis = 0; axis < inverse.length; axis++) {
      inverse[order.get(axis)] = axis;
    }
    return List.of(
        node.graph().apply(new Transpose(Arrays.asList(inverse)), dOutputs.get(0)).output(0));
  }
}
