package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.blocks.FusibleNodes;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Element-wise nodes of one element count that become one block program. A group grows while the
 * schedule is walked and is closed, that is computed, when something outside needs a result.
 */
final class FusionGroup {
  private final long elements;
  private final List<Node> members = new ArrayList<>();
  private final Set<Variable> reads = new LinkedHashSet<>();

  FusionGroup(long elements) {
    this.elements = elements;
  }

  long elements() {
    return elements;
  }

  void add(Node node) {
    members.add(node);
    for (Value operand : FusibleNodes.operands(node)) {
      if (operand.base().node().op() instanceof Leaf.Read read) {
        reads.add(read.variable());
      }
    }
  }

  void addAll(FusionGroup other) {
    members.addAll(other.members);
    reads.addAll(other.reads);
  }

  List<Node> members() {
    return members;
  }

  /** The variables whose memory is read when the group is computed. */
  Set<Variable> reads() {
    return reads;
  }
}
