package io.github.markhor.graph;

import java.util.List;

/** Sets a variable for the next step; has no result and is a root of the graph. */
public record Assign(Variable variable) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type expected = Type.float32(variable.shape());
    if (!inputs.get(0).equals(expected)) {
      throw new IllegalArgumentException(
          "Expected "
              + expected
              + " for the variable "
              + variable.name()
              + ". Received: "
              + inputs.get(0));
    }
    return List.of();
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    throw new IllegalStateException("An assignment has no result to differentiate.");
  }

  @Override
  public String label() {
    return "Assign " + variable.name();
  }
}
