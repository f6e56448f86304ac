package io.github.markhor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule that gives a sum or a product a value as it is, instead of repeated to the shape that
 * the operation would repeat it to.
 */
record RepeatedOperand() implements Rule {
  @Override
  public Rewrite rewrite() {
    return Rewrite.REPEATED_OPERANDS;
  }

  @Override
  public Optional<List<Value>> apply(Node node, RewriteContext context) {
    if (!(node.op() instanceof Binary binary)
        || (binary.kind() != Binary.Kind.ADD && binary.kind() != Binary.Kind.MUL)) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(context.inputs(node));
    boolean changed = false;
    for (int i = 0; i < 2; i++) {
      Node repeats = inputs.get(i).node();
      if (repeats.op() instanceof Broadcast
          && inputs.get(1 - i).shape().equals(node.output(0).shape())) {
        inputs.set(i, repeats.input(0));
        changed = true;
      }
    }
    return changed
        ? Optional.of(context.target().apply(node.op(), inputs).outputs())
        : Optional.empty();
  }
}
