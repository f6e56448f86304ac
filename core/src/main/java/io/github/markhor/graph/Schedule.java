package io.github.markhor.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which a graph's nodes are computed. */
final class Schedule {
  private Schedule() {}

  static List<Node> of(List<Node> nodes, List<Node> assignments, Collection<Value> outputs) {
    BitSet needed = new BitSet(nodes.size());
    outputs.forEach(output -> needed.set(output.node().id()));
    assignments.forEach(assignment -> needed.set(assignment.id()));
    for (int id = nodes.size() - 1; id >= 0; id--) {
      if (needed.get(id)) {
        nodes.get(id).inputs().forEach(input -> needed.set(input.node().id()));
      }
    }
    int[] position = assignmentPositions(nodes, needed);
    Map<Integer, List<Node>> after = new HashMap<>();
    List<Node> order = new ArrayList<>();
    for (Node node : nodes) {
      if (!needed.get(node.id())) {
        continue;
      }
      if (node.op() instanceof Assign && position[node.id()] > node.id()) {
        after.computeIfAbsent(position[node.id()], unused -> new ArrayList<>()).add(node);
      } else {
        order.add(node);
        order.addAll(after.getOrDefault(node.id(), List.of()));
      }
    }
    return order;
  }

  /** For each assignment, the last node that may see the variable's memory. */
  private static int[] assignmentPositions(List<Node> nodes, BitSet needed) {
    int[] lastUse = new int[nodes.size()];
    Arrays.setAll(lastUse, id -> id);
    Map<Variable, Integer> lastRead = new HashMap<>();
    // Backwards, so that the last use of a view is known when its base is reached.
    for (int id = nodes.size() - 1; id >= 0; id--) {
      Node node = nodes.get(id);
      if (!needed.get(id)) {
        continue;
      }
      if (node.op() instanceof Leaf.Read read) {
        lastRead.put(read.variable(), lastUse[id]);
      }
      // A view may share its input's memory, so its readers count as the input's.
      int reach = node.op().isView() ? lastUse[id] : id;
      for (Value input : node.inputs()) {
        int of = input.node().id();
        lastUse[of] = Math.max(lastUse[of], reach);
      }
    }
    int[] positions = new int[nodes.size()];
    for (int id = 0; id < nodes.size(); id++) {
      if (nodes.get(id).op() instanceof Assign assign) {
        positions[id] = Math.max(id, lastRead.getOrDefault(assign.variable(), id));
      }
    }
    return positions;
  }
}
