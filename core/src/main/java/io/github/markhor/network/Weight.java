package io.github.markhor.network;

import io.github.markhor.graph.Variable;
import io.github.markhor.layer.WeightSpec;

/** A weight of a model: what its layer says of it, and the variable that holds it. */
public record Weight(WeightSpec spec, Variable variable) {
  /** The name within the layer: {@code kernel}. */
  public String name() {
    return spec.name();
  }
}
