package io.github.markhor.engine;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a network is cut in two: results of layers, the features, that do not change while the
 * layers behind them train. All that these layers see goes through the cut.
 *
 * @param inputs the shapes of the network's inputs, without the batch
 * @param places of each feature among all values made, {@link
 *     io.github.markhor.network.Tracer#made}; several where layers give the same
 * @param names of the layers that give the features, or of inputs
 * @param shapes of the features, without the batch
 */
record FeatureCut(
    List<Shape> inputs, List<List<Integer>> places, List<String> names, List<Shape> shapes) {
  FeatureCut {
    inputs = List.copyOf(inputs);
    places = List.copyOf(places);
    names = List.copyOf(names);
    shapes = List.copyOf(shapes);
  }

  /** What features are called in graphs and messages. */
  String title(int feature) {
    String name = names.get(feature);
    boolean shared = Collections.frequency(names, name) > 1;
    return "features of " + name + (shared ? " (" + (feature + 1) + ")" : "");
  }

  /** The features as inputs of a graph, by their places. */
  Map<Integer, Value> features(Graph graph, int batch) {
    Map<Integer, Value> features = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      Type type = Type.float32(shapes.get(i).prepend(batch));
      Value feature = graph.input(title(i), type);
      places.get(i).forEach(place -> features.put(place, feature));
    }
    return features;
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
