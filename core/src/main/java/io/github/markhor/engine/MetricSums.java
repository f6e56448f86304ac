package io.github.markhor.engine;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.metrics.Metric;
import io.github.markhor.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sums of one metric of a model. */
final class MetricSums {
  private final Metric metric;
  private final String prefix;
  private final StateVariables state;
  private final Map<String, Variable> sums = new LinkedHashMap<>();

  /**
   * @param prefix tells the sums of this metric from all others
   */
  MetricSums(Metric metric, String prefix, StateVariables state) {
    this.metric = metric;
    this.prefix = prefix;
    this.state = state;
  }

  Metric metric() {
    return metric;
  }

  void update(Graph graph, Value yTrue, Value yPred, Value sampleWeight) {
    metric.update(new InGraph(graph), yTrue, yPred, sampleWeight);
  }

  /**
   * The figures so far; 0 if nothing was ever added.
   *
   * @param size how many there are
   */
  double[] results(int size) {
    if (sums.isEmpty()) {
      return new double[size];
    }
    return metric.results(
        name -> {
          Variable sum = sums.get(name);
          if (sum == null) {
            throw new IllegalArgumentException(
                "Expected a sum of the metric "
                    + metric.name()
                    + ", one of "
                    + sums.keySet()
                    + ". Received: "
                    + name);
          }
          return state.read(sum);
        });
  }

  void reset() {
    sums.values().forEach(state::reset);
  }

  private final class InGraph implements Metric.Sums {
    private final Graph graph;

    InGraph(Graph graph) {
      this.graph = graph;
    }

    @Override
    public void add(String name, Value value) {
      set(name, get(name, value.shape()).add(value));
    }

    @Override
    public Value get(String name, Shape shape) {
      return graph.read(variable(name, shape));
    }

    @Override
    public void set(String name, Value value) {
      graph.assign(variable(name, value.shape()), value);
    }

    private Variable variable(String name, Shape shape) {
      return sums.computeIfAbsent(name, key -> state.get(prefix + "/" + key, shape, 0));
    }
  }
}
