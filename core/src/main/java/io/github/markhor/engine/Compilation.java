package io.github.markhor.engine;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Variable;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.LayerChain;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.OptimizerStep;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of {@code compile}, the layers that were frozen then, and the state of training:
 * optimizer slots, sums of metrics, iterations, learning rate.
 */
public final class Compilation implements AutoCloseable {
  private final Optimizer optimizer;
  private final Loss loss;
  private final Set<BuiltLayer> frozen;
  private final Shape outputShape;
  private final StateVariables state;
  private final Executables executables;
  private final MetricSums lossSums;
  private final List<MetricSums> metrics = new ArrayList<>();
  private final List<MetricSums> weightedMetrics = new ArrayList<>();
  private List<Variable> slots = List.of();
  private long iterations;
  private double learningRate;
  private boolean averagesInWeights;
  private String lastPlan = "";

  Compilation(
      Backend backend,
      Optimizer optimizer,
      Loss loss,
      List<Metric> metrics,
      List<Metric> weightedMetrics,
      LayerChain chain) {
    this.optimizer = optimizer;
    this.loss = loss;
    this.frozen = chain.frozen();
    this.outputShape = chain.last().outputShape();
    this.learningRate = optimizer.learningRate();
    state = new StateVariables(backend);
    executables =
        new Executables(
            backend,
            variable -> {
              Location weight = chain.store().location(variable);
              return weight != null ? weight : state.location(variable);
            });
    lossSums = new MetricSums(new MeanLoss(), "loss", state);
    addAll("metrics", metrics, this.metrics);
    addAll("weighted_metrics", weightedMetrics, this.weightedMetrics);
  }

  private void addAll(String prefix, List<Metric> from, List<MetricSums> to) {
    for (Metric metric : from) {
      to.add(new MetricSums(metric, prefix + "/" + to.size(), state));
    }
  }

  public Optimizer optimizer() {
    return optimizer;
  }

  public Loss loss() {
    return loss;
  }

  /** The layers that did not train when {@code compile} was called. */
  Set<BuiltLayer> frozen() {
    return frozen;
  }

  public StateVariables state() {
    return state;
  }

  public Executables executables() {
    return executables;
  }

  MetricSums lossSums() {
    return lossSums;
  }

  List<MetricSums> metrics() {
    return metrics;
  }

  List<MetricSums> weightedMetrics() {
    return weightedMetrics;
  }

  /** A slot of the optimizer, made if it is not there yet. */
  Variable slot(String name, Shape shape, double start) {
    return state.get("optimizer/" + name, shape, start);
  }

  void setSlots(List<Variable> slots) {
    this.slots = List.copyOf(slots);
  }

  /** The optimizer's slots, in the order in which Keras writes them to files. */
  public List<Variable> slots() {
    return slots;
  }

  /**
   * Exchanges the weights and the optimizer's running averages of them.
   *
   * @throws IllegalStateException if the optimizer keeps none
   */
  void swapAverages(VariableStore weights) {
    if (!optimizer.settings().useEma()) {
      throw new IllegalStateException(
          "Expected an optimizer with useEma(true), which keeps averages of the weights. Received: "
              + optimizer.className());
    }
    for (Variable weight : weights.variables()) {
      Variable average = average(weight);
      if (average != null) {
        float[] kept = weights.get(weight);
        weights.set(weight, state.read(average));
        state.write(average, Tensor.of(kept, weight.shape()));
      }
    }
    averagesInWeights = !averagesInWeights;
  }

  /** Whether the weights are the averages now, and the averages' place holds the weights. */
  public boolean averagesInWeights() {
    return averagesInWeights;
  }

  /** Puts the optimizer's running averages, if it keeps them, in the place of the weights. */
  void adoptAverages(VariableStore weights) {
    if (!optimizer.settings().useEma()) {
      return;
    }
    for (Variable weight : weights.variables()) {
      Variable average = average(weight);
      if (average == null) {
        continue;
      }
      if (averagesInWeights) {
        state.write(average, Tensor.of(weights.get(weight), weight.shape()));
      } else {
        weights.set(weight, state.read(average));
      }
    }
    averagesInWeights = false;
  }

  private Variable average(Variable weight) {
    return state.find("optimizer/" + weight.name() + "/" + OptimizerStep.AVERAGE);
  }

  public long iterations() {
    return iterations;
  }

  public void setIterations(long iterations) {
    this.iterations = iterations;
  }

  /** The rate that is set, before schedule and decay. */
  public double learningRate() {
    return learningRate;
  }

  public void setLearningRate(double learningRate) {
    this.learningRate = learningRate;
  }

  /** The names in logs, "loss" first. */
  public List<String> names() {
    return List.copyOf(results(false).keySet());
  }

  /** Loss and metrics so far, by name. */
  Map<String, Double> results() {
    return results(true);
  }

  private Map<String, Double> results(boolean compute) {
    Map<String, Double> results = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    put(results, lossSums, "loss", compute);
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

  /** Whether a plan differs from the one that was asked about before. */
  boolean isNewlyPlanned(String plan) {
    boolean isNew = !plan.equals(lastPlan);
    lastPlan = plan;
    return isNew;
  }

  void resetMetrics() {
    lossSums.reset();
    metrics.forEach(MetricSums::reset);
    weightedMetrics.forEach(MetricSums::reset);
  }

  @Override
  public void close() {
    executables.close();
    executables.awaitIdle();
    state.close();
  }
}
