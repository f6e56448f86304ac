package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Node;
import io.github.markhor.graph.Reshape;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;

/** Values that are another value's memory, seen otherwise. */
final class Views {
  private Views() {}

  /** True if the node's result is its input's memory. */
  static boolean isView(Node node) {
    return node.op() instanceof Reshape
        || (node.op() instanceof Unary unary && unary.kind() == Unary.Kind.STOP_GRADIENT);
  }

  /** The value whose memory a value is: itself, if it is no view. */
  static Value base(Value value) {
    Value base = value;
    while (isView(base.node())) {
      base = base.node().input(0);
    }
    return base;
  }
}
