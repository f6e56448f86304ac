package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Combines all elements along some axes, which keep the size 1. If several elements are the
 * maximum, they share its gradient equally, as in Keras's GlobalMaxPooling2D.
 */
public record Reduce(Kind kind, List<Integer> axes) implements Op {
  /** How elements are combined. */
  public enum Kind {
    SUM,
    MAX
  }

  public Reduce {
    axes = List.copyOf(new TreeSet<>(axes));
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type type = inputs.get(0);
    Shape shape = type.shape();
    for (int axis : axes) {
      if (axis < 0) {
        throw new IllegalArgumentException("Expected axes counted from 0. Received: " + axes);
      }
      shape = shape.with(axis, 1);
    }
    return List.of(new Type(shape, type.dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Value x = node.input(0);
    Value dy = dOutputs.get(0);
    if (kind == Kind.SUM) {
      return List.of(dy.broadcastTo(x.shape()));
    }
    Value isMax = x.equal(node.output(0));
    Value count = node.graph().apply(new Reduce(Kind.SUM, axes), isMax).output(0);
    return List.of(isMax.mul(dy.div(count)));
  }

  /** All axes of a shape. */
  static List<Integer> all(Shape shape) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(axis);
    }
    return axes;
  }

  @Override
  public String label() {
    return "Reduce " + kind;
  }
}
