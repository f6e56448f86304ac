package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The readers of each value of a schedule: nodes of the schedule, and its surroundings. */
final class ValueUses {
  private final Map<Value, List<Node>> readers = new HashMap<>();
  private final Set<Value> results;

  /**
   * @param results the values that are needed outside the schedule
   */
  ValueUses(List<Node> schedule, Set<Value> results) {
    this.results = results;
    for (Node node : schedule) {
      for (Value input : node.inputs()) {
        readers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
      }
    }
  }

  /** The nodes that read a value, but not those that read it through a view. */
  List<Node> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  /** True if the value is needed outside the schedule. */
  boolean isResult(Value value) {
    return results.contains(value);
  }

  /** True if the value is read at all, also through views. */
  boolean isNeeded(Value value) {
    return isNeededBeside(value, Set.of());
  }

  /** True if a result of the node is read by another node than these, or outside. */
  boolean isNeededBeside(Node node, Set<Node> these) {
    return node.outputs().stream().anyMatch(output -> isNeededBeside(output, these));
  }

  /** True if the value is read by another node than these, also through views, or outside. */
  boolean isNeededBeside(Value value, Set<Node> these) {
    if (results.contains(value)) {
      return true;
    }
    for (Node reader : readers(value)) {
      boolean needed =
          reader.op().isView() ? isNeededBeside(reader.output(0), these) : !these.contains(reader);
      if (needed) {
        return true;
      }
    }
    return false;
  }

  /** True if the value is read by another node than these, a view included, or outside. */
  boolean isReadBeside(Value value, Set<Node> these) {
    return results.contains(value) || !these.containsAll(readers(value));
  }
}
