package io.github.markhor.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a graph that computes the same with less work. The source is left as it is; variables keep
 * their identity, inputs and outputs their names.
 */
public final class Rewriting {
  private final Graph source;
  private final boolean differentiable;
  private final Graph target = new Graph();
  private final Map<Value, Value> images = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();

  private Rewriting(Graph source, boolean differentiable) {
    this.source = source;
    this.differentiable = differentiable;
  }

  /**
   * What pays before a graph is differentiated, because the gradients become simpler with it: ReLU
   * moves below max-pooling, which commutes with it and leaves it fewer elements.
   */
  public static Graph beforeGradients(Graph graph) {
    return new Rewriting(graph, true).run();
  }

  /**
   * What is done to the finished step: ReLU is fused into the convolution before it, also where
   * max-pooling lies between them.
   */
  public static Graph ofStep(Graph graph) {
    return new Rewriting(graph, false).run();
  }

  private Graph run() {
    List<Node> schedule = source.schedule();
    for (Node node : schedule) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    source.outputs().values().forEach(output -> uses.merge(output, 1, Integer::sum));
    target.reserveStreams(source);
    for (Node node : schedule) {
      if (node.op() instanceof Assign assign) {
        target.assign(assign.variable(), images.get(node.input(0)));
      } else {
        List<Value> results = rewrite(node);
        for (int i = 0; i < results.size(); i++) {
          images.put(node.output(i), results.get(i));
        }
      }
    }
    source.outputs().forEach((name, value) -> target.output(name, images.get(value)));
    return target;
  }

  private List<Value> rewrite(Node node) {
    if (differentiable
        && Rewrite.RELU_BELOW_POOLING.isOn()
        && node.op() instanceof Pooling.Max
        && isRelu(onlyUseOf(node, 0))) {
      Node relu = onlyUseOf(node, 0);
      Node pool = target.apply(node.op(), images.get(relu.input(0)));
      return List.of(pool.output(0).relu(), pool.output(1));
    }
    boolean fuses = Rewrite.RELU_IN_CONVOLUTION.isOn() && isRelu(node);
    Node before = fuses ? onlyUseOf(node, 0) : null;
    if (!differentiable
        && before != null
        && before.op() instanceof Convolution.Forward convolution
        && !convolution.relu()) {
      return List.of(fused(before));
    }
    if (!differentiable && before != null && before.op() instanceof Pooling.Max) {
      Node convolution = onlyUseOf(before, 0);
      if (convolution != null
          && convolution.op() instanceof Convolution.Forward forward
          && !forward.relu()) {
        // ReLU commutes with the maximum. Where it changes which element that was, all of a window
        // are 0 and so is the gradient, which passes ReLU's first.
        Node pool = target.apply(before.op(), fused(convolution));
        images.put(before.output(1), pool.output(1));
        return List.of(pool.output(0));
      }
    }
    return target.apply(node.op(), node.inputs().stream().map(images::get).toList()).outputs();
  }

  /** A convolution with ReLU in it. */
  private Value fused(Node node) {
    Convolution.Forward convolution = (Convolution.Forward) node.op();
    Op withRelu = new Convolution.Forward(convolution.window(), convolution.groups(), true);
    return target.apply(withRelu, node.inputs().stream().map(images::get).toList()).output(0);
  }

  private static boolean isRelu(Node node) {
    return node != null && node.op() instanceof Unary unary && unary.kind() == Unary.Kind.RELU;
  }

  /** The node that makes an input of this one and of nothing else, or null. */
  private Node onlyUseOf(Node node, int input) {
    Value value = node.input(input);
    return uses.get(value) == 1 ? value.node() : null;
  }
}
