package io.github.markhor.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rewriting under way: what the rules may ask about the source, and its images in the target. */
final class RewriteContext {
  private final Graph target;
  private final Map<Value, Value> images = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();

  /** Values of the source that depend on variables and constants alone. */
  private final Set<Value> fixed = new HashSet<>();

  /** Values of the target that stand for one of the source with several readers. */
  private final Set<Value> shared = new HashSet<>();

  /** Nodes of the source that depend on a variable that the step changes, or are gradients. */
  private final Set<Node> training = new HashSet<>();

  RewriteContext(Graph source, List<Node> schedule, Graph target) {
    this.target = target;
    Set<Variable> changed = source.assignments().keySet();
    for (Node node : schedule) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
      boolean reads = node.op() instanceof Leaf.Read read && changed.contains(read.variable());
      if (reads
          || source.isBackward(node)
          || node.inputs().stream().anyMatch(input -> training.contains(input.node()))) {
        training.add(node);
      }
    }
    source.outputs().values().forEach(output -> uses.merge(output, 1, Integer::sum));
  }

  /** The graph that is made. */
  Graph target() {
    return target;
  }

  /** The target's value that stands for one of the source. */
  Value image(Value value) {
    return images.get(value);
  }

  /** The images of a node's inputs. */
  List<Value> inputs(Node node) {
    return node.inputs().stream().map(images::get).toList();
  }

  /** Says what stands for a value whose node is being rewritten. */
  void put(Value value, Value image) {
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

  /** Replaces the image of a value whose node was rewritten before; no one may have read it yet. */
  void replace(Value earlier, Value image) {
    images.put(earlier, image);
  }

  /** The node that makes an input of this one, if nothing else reads that input. */
  Optional<Node> onlyUseOf(Node node, int input) {
    Value value = node.input(input);
    return uses.get(value) == 1 ? Optional.of(value.node()) : Optional.empty();
  }

  /** True for a value of the source that depends on variables and constants alone. */
  boolean isFixed(Value value) {
    return fixed.contains(value);
  }

  /**
   * True for a node of the source that computes with fixed weights alone: it is no gradient, and
   * depends on no variable that the step changes.
   */
  boolean isInference(Node node) {
    return !training.contains(node);
  }

  /** True for a value of the target that several readers want as it is. */
  boolean isShared(Value image) {
    return shared.contains(image);
  }
}
