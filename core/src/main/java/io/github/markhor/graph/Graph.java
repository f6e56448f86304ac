package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step: nodes in an order in which they can be computed, the assignments among them, and named
 * outputs. Equal operations on equal inputs become one node. A graph grows while it is traced and
 * differentiated; after that it is only read.
 */
public final class Graph {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Node> known = new HashMap<>();
  private final Map<Variable, Node> assignments = new LinkedHashMap<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private int streams;
  private int backwardFrom = Integer.MAX_VALUE;

  private record Key(Op op, List<Value> inputs) {}

  /** Applies an operation; one that was applied to the same inputs before is found again. */
  public Node apply(Op op, Value... inputs) {
    return apply(op, List.of(inputs));
  }

  /** Applies an operation; one that was applied to the same inputs before is found again. */
  public Node apply(Op op, List<Value> inputs) {
    for (Value input : inputs) {
      if (input.node().graph() != this) {
        throw new IllegalArgumentException("Expected values of one graph. Received: " + input);
      }
    }
    Key key = new Key(op, List.copyOf(inputs));
    Node node = known.get(key);
    if (node == null) {
      List<Type> types = op.infer(inputs.stream().map(Value::type).toList());
      node = new Node(this, nodes.size(), op, inputs, types);
      nodes.add(node);
      known.put(key, node);
    }
    return node;
  }

  /** Numbers that the caller writes before each step. */
  public Value input(String name, Type type) {
    for (Node node : nodes) {
      if (node.op() instanceof Leaf.Input input
          && input.name().equals(name)
          && !input.type().equals(type)) {
        throw new IllegalArgumentException(
            "Expected one type for the input "
                + name
                + ", "
                + input.type()
                + ". Received: "
                + type);
      }
    }
    return apply(new Leaf.Input(name, type)).output(0);
  }

  /** A float32 constant of shape (). */
  public Value constant(double value) {
    return constant(Type.float32(Shape.of()), (float) value);
  }

  /** A constant; one number stands for all elements. */
  public Value constant(Type type, float... values) {
    return apply(new Leaf.Constant(type, values)).output(0);
  }

  /** A number of shape () that is computed from the step before it runs. */
  public Value scalar(String name, StepFunction function) {
    return apply(new Leaf.Scalar(name, function)).output(0);
  }

  /** The key of all random operations of a step. */
  public Value randomKey() {
    return apply(new RandomKey()).output(0);
  }

  /** A number that no other random operation of this graph has, in the order of tracing. */
  public int nextStream() {
    return streams++;
  }

  /** Keeps {@link #nextStream} from giving out a stream of another graph. */
  void reserveStreams(Graph other) {
    streams = Math.max(streams, other.streams);
  }

  /** From now on, added nodes belong to the backward pass; the first call counts. */
  void beginBackward() {
    backwardFrom = Math.min(backwardFrom, nodes.size());
  }

  /** Whether a node belongs to the backward pass: a gradient, or computed from gradients. */
  public boolean isBackward(Node node) {
    return node.id() >= backwardFrom;
  }

  /** The variable's value at the start of the step, whatever is assigned to it. */
  public Value read(Variable variable) {
    return apply(new Leaf.Read(variable)).output(0);
  }

  /**
   * Sets the variable at the end of the step.
   *
   * @throws IllegalStateException if it has been assigned in this graph
   */
  public void assign(Variable variable, Value value) {
    if (assignments.containsKey(variable)) {
      throw new IllegalStateException(
          "A variable can be assigned once in a step. Received a second assignment of " + variable);
    }
    assignments.put(variable, apply(new Assign(variable), withoutView(value)));
  }

  /** A copy of another variable, or an output, must not see a new value assigned to that one. */
  private static Value withoutView(Value value) {
    boolean viewsVariable = value.base().node().op() instanceof Leaf.Read;
    return viewsVariable ? value.unary(Unary.Kind.IDENTITY) : value;
  }

  /** The value assigned to the variable so far, or its value at the start of the step. */
  public Value latest(Variable variable) {
    Node assignment = assignments.get(variable);
    return assignment == null ? read(variable) : assignment.input(0);
  }

  /**
   * The variable's latest value for what is computed from it. Its gradient is one of the value at
   * the start of the step, as if nothing had been computed between: so the gradients add up of all
   * values that a variable has in a step.
   */
  public Value current(Variable variable) {
    Value start = read(variable);
    return assignments.containsKey(variable)
        ? latest(variable).stopGradient().add(start.sub(start.stopGradient()))
        : start;
  }

  /** Takes an assignment back, to put another in its place. */
  public Value withdraw(Variable variable) {
    Value value = latest(variable);
    Node assignment = assignments.remove(variable);
    if (assignment != null) {
      known.remove(new Key(assignment.op(), assignment.inputs()));
    }
    return value;
  }

  /** Makes a value readable after the step, as float32. */
  public void output(String name, Value value) {
    if (outputs.putIfAbsent(name, withoutView(value.cast(DType.FLOAT32))) != null) {
      throw new IllegalArgumentException(
          "Expected a new name for an output. Received a second time: " + name);
    }
  }

  /** All nodes made so far, needed or not; inputs come before their readers. */
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** The value assigned to each variable. */
  public Map<Variable, Value> assignments() {
    Map<Variable, Value> values = new LinkedHashMap<>();
    assignments.forEach((variable, node) -> values.put(variable, node.input(0)));
    return values;
  }

  /** The results that a run gives, in their order. */
  public Map<String, Value> outputs() {
    return Collections.unmodifiableMap(outputs);
  }

  /**
   * The nodes that outputs and assignments need, in an order to compute them in: an assignment
   * comes after everything that reads its variable.
   */
  public List<Node> schedule() {
    return Schedule.of(nodes, List.copyOf(assignments.values()), outputs.values());
  }

  /** One line for each scheduled node. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    schedule().forEach(node -> text.append(node).append('\n'));
    return text.toString();
  }
}
