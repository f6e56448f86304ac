package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.blocks.FusibleNodes;
import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fusion groups that still grow, and when they become instructions. */
final class FusionGroups {
  private final Map<Node, FusionGroup> open = new LinkedHashMap<>();

  /** The open groups that read each variable, so that an assignment need not look at all. */
  private final Map<Variable, Set<FusionGroup>> reading = new HashMap<>();

  /** The open group of single numbers, or null: there is never more than one. */
  private FusionGroup single;

  /** Puts a node into the groups that it depends on, which become one. */
  void join(Node node, LoweringContext context) {
    long elements = FusibleNodes.elements(node);
    List<Value> bases = FusibleNodes.operands(node).stream().map(Value::base).toList();
    bases.stream()
        .filter(base -> base.shape().elements() != elements)
        .forEach(base -> complete(base, context));
    Set<FusionGroup> joined = new LinkedHashSet<>();
    for (Value base : bases) {
      if (open.containsKey(base.node())) {
        joined.add(open.get(base.node()));
      }
    }
    if (elements == 1 && single != null) {
      // The many small sums of a step's end become few programs.
      joined.add(single);
    }
    if (node.op() instanceof Assign assign) {
      closeReaders(assign.variable(), joined, context);
      joined.removeIf(group -> !isOpen(group));
    }
    FusionGroup target = joined.isEmpty() ? new FusionGroup(elements) : largest(joined);
    for (FusionGroup group : joined) {
      if (group != target) {
        forget(group);
        target.addAll(group);
        group.members().forEach(member -> open.put(member, target));
      }
    }
    target.add(node);
    open.put(node, target);
    target
        .reads()
        .forEach(read -> reading.computeIfAbsent(read, v -> new LinkedHashSet<>()).add(target));
    single = elements == 1 ? target : single;
  }

  /** Growing the largest moves the fewest nodes. */
  private static FusionGroup largest(Set<FusionGroup> groups) {
    return Collections.max(groups, Comparator.comparingInt(group -> group.members().size()));
  }

  /** Computes the groups that read a variable, before it is assigned. */
  private void closeReaders(Variable variable, Set<FusionGroup> joining, LoweringContext context) {
    for (FusionGroup group : List.copyOf(reading.getOrDefault(variable, Set.of()))) {
      if (!joining.contains(group)) {
        close(group, context);
      }
    }
  }

  private boolean isOpen(FusionGroup group) {
    return open.get(group.members().get(0)) == group;
  }

  /** Takes a group out of the maps by which it is found. */
  private void forget(FusionGroup group) {
    group.reads().forEach(variable -> reading.get(variable).remove(group));
    single = single == group ? null : single;
  }

  private void close(FusionGroup group, LoweringContext context) {
    if (!isOpen(group)) {
      return;
    }
    forget(group);
    group.members().forEach(open::remove);
    // No other open group may still have to read a variable that this one assigns.
    for (Node member : group.members()) {
      if (member.op() instanceof Assign assign) {
        closeReaders(assign.variable(), Set.of(), context);
      }
    }
    context.emit(FusionCompiler.compile(group, context));
  }

  /** Computes the group that a value belongs to, if it still grows. */
  void complete(Value value, LoweringContext context) {
    FusionGroup group = open.get(value.base().node());
    if (group != null) {
      close(group, context);
    }
  }

  /** True if a value belongs to a group that still grows. */
  boolean isPending(Value value) {
    return open.containsKey(value.base().node());
  }

  /** Computes all groups. */
  void closeAll(LoweringContext context) {
    new LinkedHashSet<>(open.values()).forEach(group -> close(group, context));
  }
}
