package io.github.markhor.graph;

import java.util.List;
import java.util.Optional;

/**
 * The rule that leaves out conversions from bfloat16 to float32 and back with nothing between:
 * those that {@link Folding} leaves of a batch normalization that was computed in float32.
 */
record RoundTrip() implements Rule {
  @Override
  public Rewrite rewrite() {
    return Rewrite.NORMALIZATION_IN_CONVOLUTION;
  }

  @Override
  public Optional<List<Value>> apply(Node node, RewriteContext context) {
    if (!(node.op() instanceof Cast cast) || cast.to() != DType.BFLOAT16) {
      return Optional.empty();
    }
    Node before = context.image(node.input(0)).node();
    boolean back = before.op() instanceof Cast && before.input(0).dtype() == DType.BFLOAT16;
    return back ? Optional.of(List.of(before.input(0))) : Optional.empty();
  }
}
