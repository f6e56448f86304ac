package io.github.markhor.engine;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
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
import java.util.Map;
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
   * @param cut where the step begins, its inputs being features; where it ends, if it computes
   *     them; null for a step of the whole network
   * @param gradient what is differentiated; null unless the step gives gradients to the user
   */
  record Key(
      Mode mode,
      int batch,
      List<Shape> inputs,
      List<Shape> labels,
      String output,
      boolean watched,
      FeatureCut cut,
      GradientRequest gradient) {
    Key(Mode mode, int batch, List<Shape> inputs, List<Shape> labels, FeatureCut cut) {
      this(mode, batch, inputs, labels, null, false, cut, null);
    }

    /** The same step, with the results of all operations. */
    Key asWatched() {
      return new Key(mode, batch, inputs, labels, output, true, cut, gradient);
    }

    static Key prediction(int batch, List<Shape> inputs, String output) {
      return new Key(Mode.PREDICT, batch, inputs, List.of(), output, false, null, null);
    }

    static Key gradient(int batch, List<Shape> inputs, GradientRequest gradient) {
      return new Key(Mode.GRADIENT, batch, inputs, List.of(), null, false, null, gradient);
    }

    /**
     * The step that computes features.
     *
     * @param training whether they are those of training or of evaluation
     */
    static Key features(FeatureCut cut, int batch, boolean training) {
      Mode mode = training ? Mode.FEATURES : Mode.EVALUATION_FEATURES;
      return new Key(mode, batch, cut.inputs(), List.of(), cut);
    }
  }

  /** The kinds of steps. */
  enum Mode {
    TRAIN,
    EVALUATE,
    PREDICT,
    FEATURES,
    EVALUATION_FEATURES,
    GRADIENT
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
      case FEATURES -> new MadeStep(features(key, compilation, true), List.of());
      case EVALUATION_FEATURES -> new MadeStep(features(key, compilation, false), List.of());
      case GRADIENT -> new MadeStep(gradient(key, compilation), List.of());
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

  private Graph gradient(Key key, Compilation compilation) {
    Set<BuiltLayer> frozen = compilation == null ? Set.of() : compilation.frozen();
    Graph graph = new Graph();
    List<Value> inputs = inputs(graph, key);
    key.gradient().addTo(graph, inputs, trace(graph, inputs, false, frozen));
    return Rewriting.ofInference(graph);
  }

  /** The values at a cut, which nothing that the step would change depends on. */
  private Graph features(Key key, Compilation compilation, boolean training) {
    Graph graph = new Graph();
    Tracer tracer = new Tracer(graph, training, compilation.frozen());
    tracer.trace(network.graph(), inputs(graph, key), policy);
    List.copyOf(graph.assignments().keySet()).forEach(graph::withdraw);
    FeatureCut cut = key.cut();
    for (int i = 0; i < cut.places().size(); i++) {
      graph.output(cut.title(i), tracer.made().get(cut.places().get(i).get(0)).value());
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
    weights.forEach(weight -> reads.add(graph.read(weight.variable())));
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
    Tracer tracer = tracer(graph, key, training, frozen);
    Traced traced = tracer.trace(network.graph(), inputs(graph, key), policy);
    if (key.mode() != Mode.PREDICT) {
      Value loss = loss(graph, heads(graph, key, compilation, traced), compilation, traced);
      if (training) {
        List<Value> reads = new ArrayList<>();
        trainable(compilation).forEach(weight -> reads.add(graph.read(weight.variable())));
        Gradients.of(loss, reads);
      }
    }
    List.copyOf(graph.assignments().keySet()).forEach(graph::withdraw);
    return WatchedGraph.of(graph, tracer, key.batch());
  }

  /**
   * Prediction, loss and metrics of a training step or an evaluation; the loss is an output.
   *
   * @return what has traced it
   */
  Tracer forward(Graph graph, Key key, Compilation compilation, boolean training) {
    Tracer tracer = tracer(graph, key, training, compilation.frozen());
    Traced traced = tracer.trace(network.graph(), inputs(graph, key), policy);
    List<Head> heads = heads(graph, key, compilation, traced);
    Value loss = loss(graph, heads, compilation, traced);
    graph.output(LOSS, loss);
    compilation.metrics().update(graph, heads, loss);
    if (key.cut() != null) {
      checkBehind(key.cut(), graph);
    }
    return tracer;
  }

  /** Refuses a step that would read inputs, which no one writes where features are given. */
  private void checkBehind(FeatureCut cut, Graph graph) {
    for (Node node : graph.schedule()) {
      for (int i = 0; i < cut.inputs().size(); i++) {
        if (node.op() instanceof Leaf.Input input && input.name().equals(names.x(i))) {
          throw new IllegalStateException(
              "Expected a step that depends on the features of "
                  + cut
                  + " alone. Received: one that reads "
                  + names.x(i));
        }
      }
    }
  }

  /** What traces a step from the inputs on, or from the features of a cut. */
  private static Tracer tracer(Graph graph, Key key, boolean training, Set<BuiltLayer> frozen) {
    FeatureCut cut = key.cut();
    return new Tracer(
        graph, training, frozen, cut == null ? Map.of() : cut.features(graph, key.batch()));
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
        penalties.add(weight.spec().regularizer().penalty(graph.current(weight.variable())));
      }
    }
    return penalties;
  }

  /** The weights that gradients change. */
  List<Weight> trainable(Compilation compilation) {
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
    // Behind a cut the inputs themselves are traced, and nothing reads them.
    List<Shape> shapes = key.cut() == null ? key.inputs() : key.cut().inputs();
    for (Shape shape : shapes) {
      inputs.add(graph.input(names.x(inputs.size()), Type.float32(shape.prepend(key.batch()))));
    }
    return inputs;
  }

  /** Puts the network into a graph, for inputs in the model's order. */
  public Traced trace(Graph graph, List<Value> inputs, boolean training, Set<BuiltLayer> frozen) {
    return new Tracer(graph, training, frozen).trace(network.graph(), inputs, policy);
  }
}
