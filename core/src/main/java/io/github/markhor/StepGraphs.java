package io.github.markhor;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Rewriting;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.train.LossReduction;
import io.github.markhor.train.OptimizerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the graphs of a model: one whole step each. */
final class StepGraphs {
  static final String X = "x";
  static final String Y = "y";
  static final String SAMPLE_WEIGHT = "sample_weight";
  static final String PREDICTION = "prediction";

  private static final String LOSS = "loss";

  private final LayerChain chain;
  private final DTypePolicy policy;

  StepGraphs(LayerChain chain, DTypePolicy policy) {
    this.chain = chain;
    this.policy = policy;
  }

  /**
   * What a graph is made for; equal keys give equal graphs.
   *
   * @param training null for prediction, false for evaluation
   * @param label the shape of a label, without the batch
   * @param output the layer whose result is predicted, null for the last
   */
  record Key(Boolean training, int batch, Shape label, String output) {}

  Graph make(Key key, Compilation compilation) {
    Set<BuiltLayer> frozen = compilation == null ? Set.of() : compilation.frozen();
    return key.training() == null
        ? prediction(key, frozen)
        : key.training() ? training(key, compilation) : evaluation(key, compilation);
  }

  private Graph prediction(Key key, Set<BuiltLayer> frozen) {
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

  private Graph training(Key key, Compilation compilation) {
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
    compilation.setSlots(
        OptimizerStep.apply(graph, compilation.optimizer(), changes, compilation::slot));
    return Rewriting.ofStep(graph);
  }

  /** Prediction, loss and metrics; the loss is an output. */
  private void forward(Graph graph, Key key, Compilation compilation, boolean training) {
    Value x = input(graph, key);
    Traced traced = trace(graph, x, training, compilation.frozen());
    Value yPred = traced.output().cast(DType.FLOAT32);
    Value yTrue = graph.input(Y, Type.float32(key.label().prepend(key.batch())));
    Value weights = graph.input(SAMPLE_WEIGHT, Type.float32(Shape.of(key.batch())));
    Value loss = LossReduction.of(compilation.loss(), yTrue, yPred, weights);
    // Without reduction there is a loss for each sample; training still needs one.
    loss = loss.sum();
    for (Value penalty : penalties(graph, traced, compilation)) {
      loss = loss.add(penalty);
    }
    graph.output(LOSS, loss);
    compilation.lossSums().update(graph, yTrue, loss, null);
    for (MetricSums metric : compilation.metrics()) {
      metric.update(graph, yTrue, yPred, null);
    }
    for (MetricSums metric : compilation.weightedMetrics()) {
      metric.update(graph, yTrue, yPred, weights);
    }
  }

  /** What layers added, and what the regularizers of weights that train say. */
  private List<Value> penalties(Graph graph, Traced traced, Compilation compilation) {
    List<Value> penalties = new ArrayList<>(traced.losses());
    for (Weight weight : trainable(compilation)) {
      if (weight.spec().regularizer() != null) {
        penalties.add(weight.spec().regularizer().penalty(graph.read(weight.variable())));
      }
    }
    return penalties;
  }

  /** The weights that gradients change. */
  private List<Weight> trainable(Compilation compilation) {
    return chain
        .all()
        .filter(layer -> !compilation.frozen().contains(layer))
        .flatMap(layer -> layer.ownWeights().stream())
        .filter(weight -> weight.spec().trainable())
        .toList();
  }

  private Value input(Graph graph, Key key) {
    return graph.input(X, Type.float32(chain.inputShape().prepend(key.batch())));
  }

  Traced trace(Graph graph, Value x, boolean training, Set<BuiltLayer> frozen) {
    return new Tracer(graph, training, frozen).trace(chain.layers(), x, policy);
  }
}
