package io.github.markhor.engine;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.metrics.Metric;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss and the metrics of a compiled model: their sums, and their names in logs. */
final class CompiledMetrics {
  private final Shape outputShape;
  private final MetricSums loss;
  private final List<MetricSums> metrics;
  private final List<MetricSums> weightedMetrics;

  /**
   * @param outputShape the shape of a prediction, without the batch
   * @param state where the sums are kept
   */
  CompiledMetrics(
      List<Metric> metrics, List<Metric> weightedMetrics, Shape outputShape, StateVariables state) {
    this.outputShape = outputShape;
    this.loss = new MetricSums(new MeanLoss(), "loss", state);
    this.metrics = sums("metrics", metrics, state);
    this.weightedMetrics = sums("weighted_metrics", weightedMetrics, state);
  }

  private static List<MetricSums> sums(String prefix, List<Metric> metrics, StateVariables state) {
    List<MetricSums> sums = new ArrayList<>();
    for (Metric metric : metrics) {
      sums.add(new MetricSums(metric, prefix + "/" + sums.size(), state));
    }
    return sums;
  }

  /**
   * Adds a batch to the sums, in a graph.
   *
   * @param batchLoss the batch's loss, of shape ()
   * @param weights of the samples, (n,)
   */
  void update(Graph graph, Value yTrue, Value yPred, Value batchLoss, Value weights) {
    loss.update(graph, yTrue, batchLoss, null);
    metrics.forEach(metric -> metric.update(graph, yTrue, yPred, null));
    weightedMetrics.forEach(metric -> metric.update(graph, yTrue, yPred, weights));
  }

  void reset() {
    loss.reset();
    metrics.forEach(MetricSums::reset);
    weightedMetrics.forEach(MetricSums::reset);
  }

  /** The names in logs, "loss" first. */
  List<String> names() {
    return List.copyOf(results(false).keySet());
  }

  /** Loss and metrics so far, by name. */
  Map<String, Double> results() {
    return results(true);
  }

  private Map<String, Double> results(boolean compute) {
    Map<String, Double> results = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    put(results, loss, "loss", compute);
    for (MetricSums sums : metrics) {
      put(results, sums, unique(sums.metric().name(), counts), compute);
    }
    for (MetricSums sums : weightedMetrics) {
      String name = sums.metric().name();
      // As in Keras, where the same figure is there unweighted.
      String own = counts.containsKey(name) ? "weighted_" + name : name;
      put(results, sums, unique(own, counts), compute);
    }
    return results;
  }

  /** A name that comes again gets a number as in Keras. */
  private static String unique(String name, Map<String, Integer> counts) {
    int count = counts.merge(name, 1, Integer::sum) - 1;
    return count == 0 ? name : name + "_" + count;
  }

  /** One number under the name; several with their numbers in brackets. */
  private void put(Map<String, Double> results, MetricSums sums, String name, boolean compute) {
    int size = sums.metric().size(outputShape);
    double[] figures = compute ? sums.results(size) : new double[size];
    for (int i = 0; i < size; i++) {
      results.put(size == 1 ? name : name + "[" + i + "]", figures[i]);
    }
  }
}
