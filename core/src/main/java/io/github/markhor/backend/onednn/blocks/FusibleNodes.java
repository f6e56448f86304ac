package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Broadcast;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Select;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import java.util.List;

/** The nodes that a block program can compute: element-wise operations, alone or fused. */
public final class FusibleNodes {
  private FusibleNodes() {}

  /** True for a node that a block program can compute. */
  public static boolean isFusible(Node node) {
    return node.op() instanceof Unary
        || node.op() instanceof Binary
        || node.op() instanceof Select
        || node.op() instanceof Broadcast
        || node.op() instanceof Cast
        || node.op() instanceof Assign
        || node.op() instanceof Random.Dropout
        || node.op() instanceof Random.Uniform;
  }

  /** The number of elements that a node computes; an assignment computes those it stores. */
  public static long elements(Node node) {
    Value value = node.op() instanceof Assign ? node.input(0) : node.output(0);
    return value.shape().elements();
  }

  /** The inputs that are numbers to compute with; a random operation's key is none. */
  public static List<Value> operands(Node node) {
    if (node.op() instanceof Random.Uniform) {
      return List.of();
    }
    return node.op() instanceof Random.Dropout ? node.inputs().subList(0, 1) : node.inputs();
  }
}
