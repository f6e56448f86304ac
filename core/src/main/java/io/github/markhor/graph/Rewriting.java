package io.github.markhor.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a graph that computes the same with less work. The source is left as it is; variables keep
 * their identity, inputs and outputs their names.
 */
public final class Rewriting {
  /** What a pass over a graph is there for. */
  private enum Pass {
    BEFORE_GRADIENTS,
    INFERENCE,
    STEP
  }

  private final Graph source;
  private final Pass pass;
  private final Graph target = new Graph();
  private final Map<Value, Value> images = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();

  /** Values of the source that depend on variables and constants alone. */
  private final Set<Value> fixed = new HashSet<>();

  /** Values of the target that stand for one of the source with several readers. */
  private final Set<Value> shared = new HashSet<>();

  private final Folding folding = new Folding(target, shared);

  private Rewriting(Graph source, Pass pass) {
    this.source = source;
    this.pass = pass;
  }

  /**
   * What pays before a graph is differentiated, because the gradients become simpler with it: ReLU
   * moves below max-pooling, which commutes with it and leaves it fewer elements.
   */
  public static Graph beforeGradients(Graph graph) {
    return new Rewriting(graph, Pass.BEFORE_GRADIENTS).run();
  }

  /**
   * What is done to the finished step: ReLU is fused into the convolution before it, also where
   * max-pooling lies between them.
   */
  public static Graph ofStep(Graph graph) {
    return new Rewriting(graph, Pass.STEP).run();
  }

  /**
   * What is done to a graph that predicts or evaluates: the factors and terms of channels with
   * which batch normalization infers go into the convolution or matrix product before, and then
   * what is done to every step.
   */
  public static Graph ofInference(Graph graph) {
    return ofStep(new Rewriting(graph, Pass.INFERENCE).run());
  }

  private Graph run() {
    List<Node> schedule = source.schedule();
    for (Node node : schedule) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    source.outputs().values().forEach(output -> uses.merge(output, 1, Integer::sum));
    target.reserveStreams(source);
    for (Node node : schedule) {
      if (source.isBackward(node)) {
        target.beginBackward();
      }
      if (node.op() instanceof Assign assign) {
        target.assign(assign.variable(), images.get(node.input(0)));
      } else {
        List<Value> results = rewrite(node);
        for (int i = 0; i < results.size(); i++) {
          put(node.output(i), results.get(i));
        }
      }
    }
    source.outputs().forEach((name, value) -> target.output(name, images.get(value)));
    return target;
  }

  private void put(Value value, Value image) {
    images.put(value, image);
    if (uses.getOrDefault(value, 0) > 1) {
      shared.add(image);
    }
    Node node = value.node();
    boolean leaf = node.op() instanceof Leaf.Read || node.op() instanceof Leaf.Constant;
    if (leaf || (!node.inputs().isEmpty() && fixed.containsAll(node.inputs()))) {
      fixed.add(value);
    }
  }

  private List<Value> rewrite(Node node) {
    if (pass == Pass.INFERENCE) {
      Value simpler = Rewrite.NORMALIZATION_IN_CONVOLUTION.isOn() ? folded(node) : null;
      return simpler == null ? same(node) : List.of(simpler);
    }
    if (pass == Pass.BEFORE_GRADIENTS
        && Rewrite.RELU_BELOW_POOLING.isOn()
        && node.op() instanceof Pooling.Max
        && isRelu(onlyUseOf(node, 0))) {
      Node relu = onlyUseOf(node, 0);
      Node pool = target.apply(node.op(), images.get(relu.input(0)));
      return List.of(pool.output(0).relu(), pool.output(1));
    }
    boolean fuses = Rewrite.RELU_IN_CONVOLUTION.isOn() && isRelu(node);
    Node before = fuses ? onlyUseOf(node, 0) : null;
    if (pass == Pass.STEP
        && before != null
        && before.op() instanceof Convolution.Forward convolution
        && !convolution.relu()) {
      return List.of(fused(before));
    }
    if (pass == Pass.STEP && before != null && before.op() instanceof Pooling.Max) {
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
    return same(node);
  }

  private List<Value> same(Node node) {
    return target.apply(node.op(), node.inputs().stream().map(images::get).toList()).outputs();
  }

  /** The result of a node in another way, or null. */
  private Value folded(Node node) {
    if (node.op() instanceof Cast cast) {
      // There and back without anything between: what folding leaves of a normalization in float32.
      Node before = images.get(node.input(0)).node();
      boolean back = before.op() instanceof Cast && before.input(0).dtype() == cast.to();
      return back && cast.to() == DType.BFLOAT16 ? before.input(0) : null;
    }
    if (!(node.op() instanceof Binary binary)) {
      return null;
    }
    return switch (binary.kind()) {
      case ADD, MUL ->
          fixed.contains(node.input(0))
              ? folded(binary.kind(), node.input(1), node.input(0))
              : folded(binary.kind(), node.input(0), node.input(1));
      case SUB, DIV -> folded(binary.kind(), node.input(0), node.input(1));
      default -> null;
    };
  }

  private Value folded(Binary.Kind kind, Value x, Value channels) {
    return fixed.contains(channels) && !fixed.contains(x)
        ? folding.fold(kind, images.get(x), images.get(channels))
        : null;
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
