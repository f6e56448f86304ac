package io.github.markhor;

import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Nested;
import io.github.markhor.network.CallGraph;

/** A model whose layers may have several inputs and outputs; {@link Model#of} makes it. */
final class Functional extends Model {
  private final LayerGraph symbols;

  /**
   * The model of a plan.
   *
   * @param symbols that the plan was made of
   */
  Functional(ModelOptions options, CallGraph plan, LayerGraph symbols) {
    super(options, plan, Nested.of(symbols));
    this.symbols = symbols;
  }

  @Override
  LayerGraph symbols() {
    return symbols;
  }
}
