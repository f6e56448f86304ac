package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Adds zeros before and after each axis; a negative amount takes elements away instead, so that
 * padding and cropping are each other's gradients.
 */
public record Pad(List<Integer> before, List<Integer> after) implements Op {
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Shape shape = inputs.get(0).shape();
    int rank = shape.rank();
    boolean fits = rank > 0 && before.size() == rank && after.size() == rank;
    int[] sizes = shape.toArray();
    for (int axis = 0; fits && axis < sizes.length; axis++) {
      int start = Math.max(0, -before.get(axis));
      int end = sizes[axis] + Math.min(0, after.get(axis));
      fits = start <= end;
      sizes[axis] += before.get(axis) + after.get(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected two amounts for each axis that take away no more than there is. Received:"
              + " before="
              + before
              + ", after="
              + after
              + " for "
              + shape);
    }
    return List.of(new Type(Shape.of(sizes), inputs.get(0).dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Pad back = new Pad(negated(before), negated(after));
    return List.of(node.graph().apply(back, dOutputs.get(0)).output(0));
  }

  private static List<Integer> negated(List<Integer> amounts) {
    return amounts.stream().map(amount -> -amount).toList();
  }
}
