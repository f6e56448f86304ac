package io.github.markhor.engine;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Rewriting;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.losses.Loss;
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
  private static final String LOSS = "loss";

  private final Network network;
  private final DTypePolicy policy;
  private final IoNames names;

  public StepGraphs(Network network, DTypePolicy policy) {
    this.network = network;
    this.policy = policy;
    this.names = new IoNames(network);
  }

  /** The names that inputs, labels, weights and predictions have in graphs. */
  IoNames names() {
    return names;
  }

  /**
   * The purpose of a graph; equal keys give equal graphs.
   *
   * @param inputs the shape of each input, without the batch
   * @param labels the shape of each output's label, without the batch; null for an output whose
   *     labels no one reads, empty for prediction
   * @param output the layer whose result is predicted, null for the model's outputs
   * @param watched whether the results of all operations are read: see {@link NumericsCheck}
   */
  record Key(
      Mode mode,
      int batch,
      List<Shape> inputs,
      List<Shape> labels,
      String output,
      boolean watched) {
    Key(Mode mode, int batch, List<Shape> inputs, List<Shape> labels, String output) {
      this(mode, batch, inputs, labels, output, false);
    }

    /** The same step, with the results of all operations. */
    Key asWatched() {
      return new Key(mode, batch, inputs, labels, output, true);
    }

    static Key training(int batch, List<Shape> inputs, List<Shape> labels) {
      return new Key(Mode.TRAIN, batch, inputs, labels, null);
    }

    static Key prediction(int batch, List<Shape> inputs, String output) {
      return new Key(Mode.PREDICT, batch, inputs, List.of(), output);
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
    Traced traced = trace(graph, inputs(graph, key), false, frozen);
    List<Value> results =
        key.output() == null ? traced.results() : List.of(traced.outputs().get(key.output()));
    for (int i = 0; i < results.size(); i++) {
      graph.output(names.prediction(i), results.get(i));
    }
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
    Traced traced = tracer.trace(network.graph(), inputs(graph, key), policy);
    if (key.mode() != Mode.PREDICT) {
      Value loss = loss(graph, heads(graph, key, compilation, traced), compilation, traced);
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
    Traced traced = trace(graph, inputs(graph, key), training, compilation.frozen());
    List<Head> heads = heads(graph, key, compilation, traced);
    Value loss = loss(graph, heads, compilation, traced);
    graph.output(LOSS, loss);
    compilation.metrics().update(graph, heads, loss);
  }

  /**
   * An output in the graph of a step that reads its labels.
   *
   * @param output its number
   * @param yTrue the labels
   * @param yPred the predictions, float32
   * @param sampleWeight the weights of the samples, (n,)
   * @param loss of shape (), not yet weighted against others; null for none
   */
  record Head(int output, Value yTrue, Value yPred, Value sampleWeight, Value loss) {}

  /** The outputs whose labels are read. */
  private List<Head> heads(Graph graph, Key key, Compilation compilation, Traced traced) {
    List<Head> heads = new ArrayList<>();
    for (int i = 0; i < key.labels().size(); i++) {
      if (key.labels().get(i) != null) {
        Value yPred = traced.results().get(i).cast(DType.FLOAT32);
        Shape labels = key.labels().get(i).prepend(key.batch());
        Value yTrue = graph.input(names.y(i), Type.float32(labels));
        Value sampleWeight =
            graph.input(names.sampleWeight(i), Type.float32(Shape.of(key.batch())));
        Loss loss = compilation.outputs().get(i).loss();
        // Without reduction there is a loss for each sample; training still needs one.
        Value total =
            loss == null ? null : LossReduction.of(loss, yTrue, yPred, sampleWeight).sum();
        heads.add(new Head(i, yTrue, yPred, sampleWeight, total));
      }
    }
    return heads;
  }

  /** The loss of a batch: the weighted sum of those of the outputs, and penalties. */
  private Value loss(Graph graph, List<Head> heads, Compilation compilation, Traced traced) {
    Value loss = null;
    for (Head head : heads) {
      if (head.loss() != null) {
        double weight = compilation.outputs().get(head.output()).lossWeight();
        Value weighted = weight == 1 ? head.loss() : head.loss().mul(weight);
        loss = loss == null ? weighted : loss.add(weighted);
      }
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

  private List<Value> inputs(Graph graph, Key key) {
    List<Value> inputs = new ArrayList<>();
    for (Shape shape : key.inputs()) {
      inputs.add(graph.input(names.x(inputs.size()), Type.float32(shape.prepend(key.batch()))));
    }
    return inputs;
  }

  /** Puts the network into a graph, for inputs in the model's order. */
  public Traced trace(Graph graph, List<Value> inputs, boolean training, Set<BuiltLayer> frozen) {
    return new Tracer(graph, training, frozen).trace(network.graph(), inputs, policy);
  }
}
