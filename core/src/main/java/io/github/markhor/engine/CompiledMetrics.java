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

/**
 * The loss and the metrics of a compiled model: their sums, and their names in logs. Those of
 * several outputs begin with the output's name, as in Keras: {@code age_loss}, {@code age_mae}.
 */
final class CompiledMetrics {
  private static final String LOSS = "loss";

  private final StateVariables state;
  private final MetricSums loss;
  private final List<OfOutput> outputs = new ArrayList<>();

  /**
   * The sums of one output.
   *
   * @param prefix of its names in logs
   * @param shape of a prediction, without the batch
   * @param loss none where the loss of all outputs is that of this one
   */
  private record OfOutput(
      String prefix,
      Shape shape,
      List<MetricSums> loss,
      List<MetricSums> metrics,
      List<MetricSums> weightedMetrics) {
    Stream<MetricSums> all() {
      return Stream.of(loss, metrics, weightedMetrics).flatMap(List::stream);
    }
  }

  /**
   * The sums of a compiled model.
   *
   * @param shapes of each output's predictions, without the batch
   * @param state where the sums are kept
   */
  CompiledMetrics(List<OutputTraining> compiled, List<Shape> shapes, StateVariables state) {
    this.state = state;
    this.loss = new MetricSums(new MeanLoss(), LOSS, state);
    boolean single = compiled.size() == 1;
    long losses = compiled.stream().filter(output -> output.loss() != null).count();
    for (int i = 0; i < compiled.size(); i++) {
      OutputTraining output = compiled.get(i);
      String place = single ? "" : "outputs/" + i + "/";
      List<Metric> own = output.loss() != null && losses > 1 ? List.of(new MeanLoss()) : List.of();
      outputs.add(
          new OfOutput(
              single ? "" : output.name() + "_",
              shapes.get(i),
              sums(place + LOSS, own),
              sums(place + "metrics", output.metrics()),
              sums(place + "weighted_metrics", output.weightedMetrics())));
    }
  }

  private List<MetricSums> sums(String prefix, List<Metric> metrics) {
    List<MetricSums> sums = new ArrayList<>();
    for (Metric metric : metrics) {
      sums.add(new MetricSums(metric, prefix + "/" + sums.size(), state));
    }
    return sums;
  }

  /**
   * Adds a batch to the sums, in a graph.
   *
   * @param heads the outputs whose labels are read, at least one
   * @param batchLoss the loss of all, of shape ()
   */
  void update(Graph graph, List<StepGraphs.Head> heads, Value batchLoss) {
    loss.update(graph, heads.get(0).yTrue(), batchLoss, null);
    for (StepGraphs.Head head : heads) {
      Value yTrue = head.yTrue();
      OfOutput sums = outputs.get(head.output());
      sums.loss.forEach(own -> own.update(graph, yTrue, head.loss(), null));
      sums.metrics.forEach(metric -> metric.update(graph, yTrue, head.yPred(), null));
      sums.weightedMetrics.forEach(
          metric -> metric.update(graph, yTrue, head.yPred(), head.sampleWeight()));
    }
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
    return Stream.concat(Stream.of(loss), outputs.stream().flatMap(OfOutput::all));
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
   * The results of a function for loss and metrics, under their names in logs: the losses, then the
   * metrics of each output, then the weighted ones. Two outputs of one layer have one name; as in
   * Keras 3, it stands for the loss of the last of them.
   *
   * @param function takes the number of a metric's figures, and gives as many
   */
  private <T> Map<String, T> byName(BiFunction<MetricSums, Integer, List<T>> function) {
    Map<String, T> all = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    put(all, loss, LOSS, Shape.of(), function);
    for (OfOutput output : outputs) {
      output.loss.forEach(sums -> put(all, sums, output.prefix + LOSS, Shape.of(), function));
    }
    for (OfOutput output : outputs) {
      for (MetricSums sums : output.metrics) {
        String name = unique(output.prefix + sums.metric().name(), counts);
        put(all, sums, name, output.shape, function);
      }
    }
    for (OfOutput output : outputs) {
      for (MetricSums sums : output.weightedMetrics) {
        String name = sums.metric().name();
        // As in Keras, where the same figure is there unweighted.
        String own = counts.containsKey(output.prefix + name) ? "weighted_" + name : name;
        put(all, sums, unique(output.prefix + own, counts), output.shape, function);
      }
    }
    return all;
  }

  /** A name that comes again gets a number as in Keras. */
  private static String unique(String name, Map<String, Integer> counts) {
    int count = counts.merge(name, 1, Integer::sum) - 1;
    return count == 0 ? name : name + "_" + count;
  }

  /**
   * One figure under the name; several with their numbers in brackets.
   *
   * @param shape of a prediction, without the batch
   */
  private static <T> void put(
      Map<String, T> all,
      MetricSums sums,
      String name,
      Shape shape,
      BiFunction<MetricSums, Integer, List<T>> function) {
    int size = sums.metric().size(shape);
    List<T> figures = function.apply(sums, size);
    for (int i = 0; i < size; i++) {
      all.put(size == 1 ? name : name + "[" + i + "]", figures.get(i));
    }
  }
}
