package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reverse-mode differentiation: adds to a graph the gradients of one of its values. */
public final class Gradients {
  private Gradients() {}

  /**
   * The gradients of a value of shape () with respect to others; null for one that it does not
   * depend on. Nothing is added for values that lead to none of them.
   */
  public static List<Value> of(Value y, List<Value> with) {
    if (!y.shape().equals(Shape.of())) {
      throw new IllegalArgumentException(
          "Expected a value of shape () to differentiate. Received: " + y.shape());
    }
    Graph graph = y.graph();
    List<Node> nodes = List.copyOf(graph.nodes().subList(0, y.node().id() + 1));
    Set<Node> wanted = with.stream().map(Value::node).collect(Collectors.toSet());
    BitSet leadsTo = new BitSet(nodes.size());
    BitSet passesOn = new BitSet(nodes.size());
    for (Node node : nodes) {
      boolean leads = node.inputs().stream().anyMatch(input -> leadsTo.get(input.node().id()));
      passesOn.set(node.id(), leads);
      if (leads || wanted.contains(node)) {
        leadsTo.set(node.id());
      }
    }
    graph.beginBackward();
    Map<Value, Value> gradients = new HashMap<>();
    gradients.put(y, y.like(1));
    for (int id = nodes.size() - 1; id >= 0; id--) {
      Node node = nodes.get(id);
      if (!passesOn.get(id)) {
        continue;
      }
      List<Value> dOutputs = new ArrayList<>();
      node.outputs().forEach(output -> dOutputs.add(gradients.get(output)));
      if (dOutputs.stream().allMatch(gradient -> gradient == null)) {
        continue;
      }
      List<Value> dInputs = node.op().gradient(node, dOutputs);
      for (int i = 0; i < dInputs.size(); i++) {
        Value input = node.input(i);
        if (dInputs.get(i) != null && leadsTo.get(input.node().id())) {
          gradients.merge(input, dInputs.get(i), Value::add);
        }
      }
    }
    List<Value> result = new ArrayList<>();
    with.forEach(value -> result.add(gradients.get(value)));
    return result;
  }
}
