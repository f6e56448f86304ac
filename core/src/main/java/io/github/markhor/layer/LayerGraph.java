package io.github.markhor.layer;

import java.util.List;

/**
 * A network as it is described: what comes in, what comes out, and between them the calls that the
 * outputs were made by.
 */
public record LayerGraph(List<Symbol> inputs, List<Symbol> outputs) {
  public LayerGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
