package io.github.markhor.engine;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.metrics.Metric;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
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

  /** Puts copies of the sums into a map, under their full names. */
  void copyTo(Map<String, Tensor> copies) {
    sums.forEach((name, sum) -> copies.put(full(name), Tensor.of(state.read(sum), sum.shape())));
  }

  /** Makes the variables of sums that {@link #copyTo} gave, where no step has made them yet. */
  void makeVariables(Map<String, Tensor> copies) {
    copies.forEach(
        (name, values) -> {
          if (name.startsWith(full(""))) {
            variable(name.substring(full("").length()), values.shape());
          }
        });
  }

  /** Sets the sums to what {@link #copyTo} gave. */
  void write(Map<String, Tensor> copies) {
    sums.forEach(
        (name, sum) -> {
          Tensor values = copies.get(full(name));
          if (values != null) {
            state.write(sum, values);
          }
        });
  }

  private String full(String name) {
    return prefix + "/" + name;
  }

  private Variable variable(String name, Shape shape) {
    return sums.computeIfAbsent(name, key -> state.get(full(key), shape, 0));
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
  }
}
