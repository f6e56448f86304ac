package io.github.markhor.engine;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Rewriting;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.losses.LossReduction;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Network;
import io.github.markhor.network.Traced;
import io.github.markhor.network.Tracer;
import io.github.markhor.network.Weight;
import io.github.markhor.optimizers.OptimizerStep;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the graphs of a model: one whole step each. */
public final class StepGraphs {
  static final String X = "x";
  static final String Y = "y";
  static final String SAMPLE_WEIGHT = "sample_weight";
  static final String PREDICTION = "prediction";

  private static final String LOSS = "loss";

  private final Network network;
  private final DTypePolicy policy;

  public StepGraphs(Network network, DTypePolicy policy) {
    this.network = network;
    this.policy = policy;
  }

  /**
   * The purpose of a graph; equal keys give equal graphs.
   *
   * @param input the shape of an input, without the batch
   * @param label the shape of a label, without the batch; null for prediction
   * @param output the layer whose result is predicted, null for the last
   * @param watched whether the results of all operations are read: see {@link NumericsCheck}
   */
  record Key(Mode mode, int batch, Shape input, Shape label, String output, boolean watched) {
    Key(Mode mode, int batch, Shape input, Shape label, String output) {
      this(mode, batch, input, label, output, false);
    }

    /** The same step, with the results of all operations. */
    Key asWatched() {
      return new Key(mode, batch, input, label, output, true);
    }

    static Key training(int batch, Shape input, Shape label) {
      return new Key(Mode.TRAIN, batch, input, label, null);
    }

    static Key prediction(int batch, Shape input, String output) {
      return new Key(Mode.PREDICT, batch, input, null, output);
    }
  }

  /** The kinds of steps. */
  enum Mode {
    TRAIN,
    EVALUATE,
    PREDICT
  }

  /**
   * The graph of a step.
   *
   * @param slots the optimizer's slots in the order in which Keras writes them; empty unless the
   *     step trains
   */
  record MadeStep(Graph graph, List<Variable> slots) {}

  /**
   * Makes the graph of a step.
   *
   * @param compilation null only for a prediction before {@code compile}
   */
  MadeStep make(Key key, Compilation compilation) {
    return switch (key.mode()) {
      case TRAIN -> training(key, compilation);
      case EVALUATE -> new MadeStep(evaluation(key, compilation), List.of());
      case PREDICT -> new MadeStep(prediction(key, compilation), List.of());
    };
  }

  private Graph prediction(Key key, Compilation compilation) {
    Set<BuiltLayer> frozen = compilation == null ? Set.of() : compilation.frozen();
    Graph graph = new Graph();
    Traced traced = trace(graph, input(graph, key), false, frozen);
    Value output = key.output() == null ? traced.output() : traced.outputs().get(key.output());
    graph.output(PREDICTION, output);
    return Rewriting.ofInference(graph);
  }

  private Graph evaluation(Key key, Compilation compilation) {
    Graph graph = new Graph();
    forward(graph, key, compilation, false);
    return Rewriting.ofInference(graph);
  }

  private MadeStep training(Key key, Compilation compilation) {
    Graph traced = new Graph();
    forward(traced, key, compilation, true);
    Graph graph = Rewriting.beforeGradients(traced);
    Value loss = graph.outputs().get(LOSS);
    List<Weight> weights = trainable(compilation);
    List<Value> reads = new ArrayList<>();
    weights.forEach(weight -> reads.add(graph.latest(weight.variable())));
    double scale = compilation.optimizer().settings().lossScaleFactor();
    List<Value> gradients = Gradients.of(scale == 0 ? loss : loss.mul(scale), reads);
    List<OptimizerStep.Weight> changes = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = weights.get(i);
      changes.add(
          new OptimizerStep.Weight(
              weight.variable(), gradients.get(i), weight.spec().constraint()));
    }
    List<Variable> slots =
        OptimizerStep.apply(graph, compilation.optimizer(), changes, compilation::slot);
    return new MadeStep(Rewriting.ofStep(graph), slots);
  }

  /**
   * The graph of a step as it is traced, without rewriting and assignments, whose outputs are the
   * results of all operations that lead to its prediction, loss and gradients.
   */
  WatchedGraph watched(Key key, Compilation compilation) {
    Graph graph = new Graph();
    boolean training = key.mode() == Mode.TRAIN;
    Set<BuiltLayer> frozen = compilation == null ? Set.of() : compilation.frozen();
    Tracer tracer = new Tracer(graph, training, frozen);
    Traced traced = tracer.trace(network.graph(), List.of(input(graph, key)), policy);
    if (key.mode() != Mode.PREDICT) {
      Value loss = loss(graph, key, compilation, traced);
      if (training) {
        List<Value> reads = new ArrayList<>();
        trainable(compilation).forEach(weight -> reads.add(graph.latest(weight.variable())));
        Gradients.of(loss, reads);
      }
    }
    List.copyOf(graph.assignments().keySet()).forEach(graph::withdraw);
    return WatchedGraph.of(graph, tracer, key.batch());
  }

  /** Prediction, loss and metrics; the loss is an output. */
  private void forward(Graph graph, Key key, Compilation compilation, boolean training) {
    Traced traced = trace(graph, input(graph, key), training, compilation.frozen());
    Value loss = loss(graph, key, compilation, traced);
    graph.output(LOSS, loss);
    compilation
        .metrics()
        .update(graph, labels(graph, key), prediction(traced), loss, weights(graph, key));
  }

  private static Value prediction(Traced traced) {
    return traced.output().cast(DType.FLOAT32);
  }

  private static Value labels(Graph graph, Key key) {
    return graph.input(Y, Type.float32(key.label().prepend(key.batch())));
  }

  private static Value weights(Graph graph, Key key) {
    return graph.input(SAMPLE_WEIGHT, Type.float32(Shape.of(key.batch())));
  }

  /** The loss of a batch, penalties included. */
  private Value loss(Graph graph, Key key, Compilation compilation, Traced traced) {
    Value yPred = prediction(traced);
    Value loss =
        LossReduction.of(compilation.loss(), labels(graph, key), yPred, weights(graph, key));
    // Without reduction there is a loss for each sample; training still needs one.
    loss = loss.sum();
    if (compilation.lossWeight() != 1) {
      loss = loss.mul(compilation.lossWeight());
    }
    for (Value penalty : penalties(graph, traced, compilation)) {
      loss = loss.add(penalty);
    }
    return loss;
  }

  /** The penalties that layers added, and those of the regularizers of trainable weights. */
  private List<Value> penalties(Graph graph, Traced traced, Compilation compilation) {
    List<Value> penalties = new ArrayList<>(traced.losses());
    for (Weight weight : trainable(compilation)) {
      if (weight.spec().regularizer() != null) {
        penalties.add(weight.spec().regularizer().penalty(graph.latest(weight.variable())));
      }
    }
    return penalties;
  }

  /** The weights that gradients change. */
  private List<Weight> trainable(Compilation compilation) {
    return network
        .all()
        .filter(layer -> !compilation.frozen().contains(layer))
        .flatMap(layer -> layer.ownWeights().stream())
        .filter(weight -> weight.spec().trainable())
        .toList();
  }

  /** The policy of layers that have none of their own. */
  DTypePolicy policy() {
    return policy;
  }

  private Value input(Graph graph, Key key) {
    return graph.input(X, Type.float32(key.input().prepend(key.batch())));
  }

  public Traced trace(Graph graph, Value x, boolean training, Set<BuiltLayer> frozen) {
    return new Tracer(graph, training, frozen).trace(network.graph(), List.of(x), policy);
  }
}
