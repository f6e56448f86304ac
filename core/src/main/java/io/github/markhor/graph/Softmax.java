package io.github.markhor.graph;

import java.util.List;

/** exp(x) over its sum along the last axis, computed without overflow; or the logarithm of that. */
public record Softmax(boolean log) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    if (inputs.get(0).shape().rank() == 0) {
      throw new IllegalArgumentException("Expected at least one axis for softmax. Received: ()");
    }
    return List.of(inputs.get(0));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Value y = node.output(0);
    Value dy = dOutputs.get(0);
    return List.of(
        log ? dy.sub(y.exp().mul(dy.sumKeeping(-1))) : y.mul(dy.sub(dy.mul(y).sumKeeping(-1))));
  }

  @Override
  public String label() {
    return log ? "LogSoftmax" : "Softmax";
  }
}
