package io.github.markhor.engine;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Location;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Variable;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Set;

/**
 * The arguments of {@code compile}, the layers that were frozen then, and the state of training:
 * optimizer slots, sums of metrics, iterations, learning rate.
 */
public final class Compilation implements AutoCloseable {
  private final Optimizer optimizer;
  private final List<OutputTraining> outputs;
  private final Network network;
  private final Set<BuiltLayer> frozen;
  private final StateVariables state;
  private final Executables executables;
  private final CompiledMetrics metrics;
  private final WeightAverages averages;
  private List<Variable> slots = List.of();
  private long iterations;
  private double learningRate;

  Compilation(Backend backend, Optimizer optimizer, List<OutputTraining> outputs, Network network) {
    this.optimizer = optimizer;
    this.outputs = List.copyOf(outputs);
    this.network = network;
    this.frozen = network.frozen();
    this.learningRate = optimizer.learningRate();
    state = new StateVariables(backend);
    executables =
        new Executables(
            backend,
            variable -> {
              Location weight = network.memory().location(variable);
              return weight != null ? weight : state.location(variable);
            });
    List<Shape> predictions = network.outputs().stream().map(CallGraph.Output::shape).toList();
    metrics = new CompiledMetrics(outputs, predictions, state);
    averages = new WeightAverages(optimizer, state);
  }

  public Optimizer optimizer() {
    return optimizer;
  }

  /** How each output is trained, in the model's order. */
  public List<OutputTraining> outputs() {
    return outputs;
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

  CompiledMetrics metrics() {
    return metrics;
  }

  /** The names in logs, "loss" first. */
  public List<String> names() {
    return metrics.names();
  }

  WeightAverages averages() {
    return averages;
  }

  /** Whether the weights are the averages now, and the averages' place holds the weights. */
  public boolean averagesInWeights() {
    return averages.inWeights();
  }

  /**
   * A slot of the optimizer, made if it is not there yet.
   *
   * @param weight that it belongs to; null for all
   */
  Variable slot(Variable weight, String name, Shape shape, double start) {
    return state.get(slotName(weight == null ? null : network.name(weight), name), shape, start);
  }

  /** The name of a slot among all that is no weight. */
  static String slotName(String weight, String name) {
    return "optimizer/" + (weight == null ? "" : weight + "/") + name;
  }

  void setSlots(List<Variable> slots) {
    this.slots = List.copyOf(slots);
  }

  /** The optimizer's slots, in the order in which Keras writes them to files. */
  public List<Variable> slots() {
    return slots;
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

  /**
   * Sets the rate from the next step on.
   *
   * @throws IllegalStateException if a schedule decides it
   * @throws IllegalArgumentException if it is not finite and at least 0
   */
  public void setLearningRate(double learningRate) {
    if (optimizer.hasSchedule()) {
      throw new IllegalStateException("The learning rate follows a schedule and cannot be set.");
    }
    this.learningRate = Require.notNegative("learningRate", learningRate);
  }

  /**
   * The rate of the next step, schedule and decay applied.
   *
   * @throws IllegalArgumentException if a schedule gives one that is not finite and at least 0
   */
  double nextLearningRate() {
    double rate = optimizer.learningRateAt(iterations, learningRate);
    return Require.notNegative("learningRate in step " + iterations, rate);
  }

  @Override
  public void close() {
    executables.close();
    executables.awaitIdle();
    state.close();
  }
}
