package io.github.markhor.engine;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.metrics.Direction;
import io.github.markhor.metrics.Metric;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The loss and the metrics of a compiled model: their sums, and their names in logs. */
final class CompiledMetrics {
  private final Shape outputShape;
  private final StateVariables state;
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
    this.state = state;
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
    all().forEach(MetricSums::reset);
  }

  /** Copies of all sums. */
  Map<String, Tensor> sums() {
    Map<String, Tensor> sums = new LinkedHashMap<>();
    all().forEach(metric -> metric.copyTo(sums));
    return sums;
  }

  /** Sets all sums to what {@link #sums} gave, those that it did not give to their start. */
  void restore(Map<String, Tensor> sums) {
    all().forEach(metric -> metric.makeVariables(sums));
    state.place();
    reset();
    all().forEach(metric -> metric.write(sums));
  }

  private Stream<MetricSums> all() {
    return Stream.of(List.of(loss), metrics, weightedMetrics).flatMap(List::stream);
  }

  /** The names in logs, "loss" first. */
  List<String> names() {
    return List.copyOf(directions().keySet());
  }

  /** Whether loss and metrics should fall or rise, by name. */
  Map<String, Direction> directions() {
    return byName((sums, size) -> Collections.nCopies(size, sums.metric().direction()));
  }

  /** Loss and metrics so far, by name. */
  Map<String, Double> results() {
    return byName((sums, size) -> Arrays.stream(sums.results(size)).boxed().toList());
  }

  /**
   * The results of a function for loss and metrics, under their names in logs.
   *
   * @param function takes the number of a metric's figures, and gives as many
   */
  private <T> Map<String, T> byName(BiFunction<MetricSums, Integer, List<T>> function) {
    Map<String, T> all = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    put(all, loss, "loss", function);
    for (MetricSums sums : metrics) {
      put(all, sums, unique(sums.metric().name(), counts), function);
    }
    for (MetricSums sums : weightedMetrics) {
      String name = sums.metric().name();
      // As in Keras, where the same figure is there unweighted.
      String own = counts.containsKey(name) ? "weighted_" + name : name;
      put(all, sums, unique(own, counts), function);
    }
    return all;
  }

  /** A name that comes again gets a number as in Keras. */
  private static String unique(String name, Map<String, Integer> counts) {
    int count = counts.merge(name, 1, Integer::sum) - 1;
    return count == 0 ? name : name + "_" + count;
  }

  /** One figure under the name; several with their numbers in brackets. */
  private <T> void put(
      Map<String, T> all,
      MetricSums sums,
      String name,
      BiFunction<MetricSums, Integer, List<T>> function) {
    int size = sums.metric().size(outputShape);
    List<T> figures = function.apply(sums, size);
    for (int i = 0; i < size; i++) {
      all.put(size == 1 ? name : name + "[" + i + "]", figures.get(i));
    }
  }
}
