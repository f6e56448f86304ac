package io.github.markhor.network;

import io.github.markhor.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * A model in a graph.
 *
 * @param results what comes out of the model
 * @param outputs what each layer gives, by its path; of one that is called several times or gives
 *     several results the first
 * @param losses the penalties that layers added, each of shape ()
 */
public record Traced(List<Value> results, Map<String, Value> outputs, List<Value> losses) {
  /** What comes out of a model of one output. */
  public Value output() {
    return results.get(0);
  }
}
