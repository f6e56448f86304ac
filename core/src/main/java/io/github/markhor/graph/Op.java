package io.github.markhor.graph;

import java.util.List;

/**
 * A primitive operation with its attributes. Operations are records: two that are equal and have
 * the same inputs are the same computation and become one node.
 */
public interface Op {
  /**
   * The types of the results.
   *
   * @throws IllegalArgumentException if the inputs do not fit the operation
   */
  List<Type> infer(List<Type> inputs);

  /**
   * The gradient with respect to each input, given the gradient with respect to each result. A null
   * stands for a gradient that is zero or does not exist, in the argument and in the result.
   */
  List<Value> gradient(Node node, List<Value> dOutputs);

  /**
   * True if the result may share the first input's memory, seen with another shape: a view, which a
   * backend need not compute.
   */
  default boolean isView() {
    return false;
  }

  /** The name in messages and profiles. */
  default String label() {
    return getClass().getSimpleName();
  }
}
