package io.github.markhor.graph;

import java.util.List;

/** An operation applied to values; made by {@link Graph#apply}. */
public final class Node {
  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Value> inputs;
  private final List<Value> outputs;

  Node(Graph graph, int id, Op op, List<Value> inputs, List<Type> types) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    Value[] results = new Value[types.size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = new Value(this, i, types.get(i));
    }
    this.outputs = List.of(results);
  }

  /** The graph that the node belongs to. */
  public Graph graph() {
    return graph;
  }

  /** The position in the graph: inputs always have smaller ones. */
  public int id() {
    return id;
  }

  /** The operation. */
  public Op op() {
    return op;
  }

  /** What the operation is applied to. */
  public List<Value> inputs() {
    return inputs;
  }

  /** One of the values that the operation is applied to. */
  public Value input(int index) {
    return inputs.get(index);
  }

  /** The operation's results. */
  public List<Value> outputs() {
    return outputs;
  }

  /** One of the operation's results. */
  public Value output(int index) {
    return outputs.get(index);
  }

  @Override
  public String toString() {
    return "#" + id + " " + op + " " + inputs + " -> " + outputs.stream().map(Value::type).toList();
  }
}
