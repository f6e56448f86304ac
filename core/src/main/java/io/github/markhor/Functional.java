package io.github.markhor;

import io.github.markhor.network.CallGraph;

/** A model whose layers may have several inputs and outputs; {@link Model#of} makes it. */
final class Functional extends Model {
  Functional(ModelOptions options, CallGraph plan) {
    super(options, plan);
  }
}
