package io.github.markhor.backend.onednn;

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

/** The clusters of element-wise nodes that still grow, and when they become instructions. */
final class Clusters {
  private final Lowering lowering;
  private final Map<Node, Cluster> open = new LinkedHashMap<>();

  /** The open clusters that read each variable, so that an assignment need not look at all. */
  private final Map<Variable, Set<Cluster>> reading = new HashMap<>();

  /** The open cluster of single numbers, or null: there is never more than one. */
  private Cluster single;

  Clusters(Lowering lowering) {
    this.lowering = lowering;
  }

  /** Puts a node into the clusters that it depends on, which become one. */
  void join(Node node) {
    long elements = Cluster.elements(node);
    List<Value> bases = Cluster.operands(node).stream().map(Value::base).toList();
    bases.stream().filter(base -> base.shape().elements() != elements).forEach(this::complete);
    Set<Cluster> joined = new LinkedHashSet<>();
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
      closeReaders(assign.variable(), joined);
      joined.removeIf(cluster -> !isOpen(cluster));
    }
    Cluster target = joined.isEmpty() ? new Cluster(elements) : largest(joined);
    for (Cluster cluster : joined) {
      if (cluster != target) {
        forget(cluster);
        target.addAll(cluster);
        cluster.members().forEach(member -> open.put(member, target));
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
  private static Cluster largest(Set<Cluster> clusters) {
    return Collections.max(clusters, Comparator.comparingInt(cluster -> cluster.members().size()));
  }

  /** Lets the variable's other readers go first. */
  private void closeReaders(Variable variable, Set<Cluster> joining) {
    for (Cluster cluster : List.copyOf(reading.getOrDefault(variable, Set.of()))) {
      if (!joining.contains(cluster)) {
        close(cluster);
      }
    }
  }

  private boolean isOpen(Cluster cluster) {
    return open.get(cluster.members().get(0)) == cluster;
  }

  /** Takes a cluster out of what helps to find it. */
  private void forget(Cluster cluster) {
    cluster.reads().forEach(variable -> reading.get(variable).remove(cluster));
    single = single == cluster ? null : single;
  }

  private void close(Cluster cluster) {
    if (!isOpen(cluster)) {
      return;
    }
    forget(cluster);
    cluster.members().forEach(open::remove);
    // What this assigns, no other open cluster may still have to read.
    for (Node member : cluster.members()) {
      if (member.op() instanceof Assign assign) {
        closeReaders(assign.variable(), Set.of());
      }
    }
    lowering.emit(cluster.compile(lowering));
  }

  /** Closes the cluster that a value is to be computed by, if it is open. */
  void complete(Value value) {
    Cluster cluster = open.get(value.base().node());
    if (cluster != null) {
      close(cluster);
    }
  }

  boolean isOpen(Value value) {
    return open.containsKey(value.base().node());
  }

  void closeAll() {
    new LinkedHashSet<>(open.values()).forEach(this::close);
  }
}
