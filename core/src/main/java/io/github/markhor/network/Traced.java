package io.github.markhor.network;

import io.github.markhor.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * A model in a graph.
 *
 * @param output what the last layer gives
 * @param outputs what each layer gives, by its path
 * @param losses the penalties that layers added, each of shape ()
 */
public record Traced(Value output, Map<String, Value> outputs, List<Value> losses) {}
