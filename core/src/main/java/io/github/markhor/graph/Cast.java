package io.github.markhor.graph;

import java.util.List;

/** The same numbers in another type, rounded to the nearest (ties to even). */
public record Cast(DType to) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(new Type(inputs.get(0).shape(), to));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Value x = node.input(0);
    return java.util.Arrays.asList(
        x.dtype().isFloating() && to.isFloating() ? dOutputs.get(0).cast(x.dtype()) : null);
  }
}
