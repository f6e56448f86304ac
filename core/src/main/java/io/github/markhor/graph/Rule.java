package io.github.markhor.graph;

import java.util.List;
import java.util.Optional;

/** One line of {@link Rewriting}'s tables: how nodes of one pattern are computed with less work. */
interface Rule {
  /** The rewrite that the rule belongs to, by whose name it is switched off. */
  Rewrite rewrite();

  /**
   * Computes a node's results in the context's target in another way.
   *
   * @return the images of the results, or nothing if the node does not match the pattern
   */
  Optional<List<Value>> apply(Node node, RewriteContext context);
}
