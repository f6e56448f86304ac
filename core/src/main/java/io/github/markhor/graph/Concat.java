package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts values one behind the other along an axis; the gradient of each is its own part.
 *
 * @param axis from 0
 */
public record Concat(int axis) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type first = inputs.get(0);
    int size = 0;
    for (Type input : inputs) {
      boolean fits =
          input.dtype() == first.dtype()
              && input.shape().rank() == first.shape().rank()
              && axis >= 0
              && axis < first.shape().rank()
              && input.shape().with(axis, first.shape().size(axis)).equals(first.shape());
      if (!fits) {
        throw new IllegalArgumentException(
            "Expected values of one type whose shapes differ along the axis "
                + axis
                + " alone. Received: "
                + inputs);
      }
      size = Math.addExact(size, input.shape().size(axis));
    }
    Shape shape = first.shape().with(axis, size);
    return List.of(new Type(shape, first.dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    List<Value> gradients = new ArrayList<>();
    int rank = node.output(0).shape().rank();
    int from = 0;
    for (Value input : node.inputs()) {
      int[] before = new int[rank];
      int[] after = new int[rank];
      int to = from + input.shape().size(axis);
      before[axis] = -from;
      after[axis] = to - node.output(0).shape().size(axis);
      gradients.add(dOutputs.get(0).pad(before, after));
      from = to;
    }
    return gradients;
  }
}
