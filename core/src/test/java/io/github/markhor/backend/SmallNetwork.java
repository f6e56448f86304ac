package io.github.markhor.backend;

import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Gradients;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Rewriting;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A convolutional classifier of 5 pictures of 12 × 10 × 3, written in operations: convolution,
 * batch normalization, ReLU, max-pooling; a strided convolution with bias and ReLU, average
 * pooling; dropout and a dense layer of 4 classes.
 */
final class SmallNetwork {
  static final int BATCH = 5;
  private static final int CLASSES = 4;

  /** How weights follow their gradients. */
  enum Update {
    MOMENTUM,
    ADAM
  }

  private final DType dtype;
  private final Map<Variable, float[]> initial = new LinkedHashMap<>();
  private final List<Variable> weights = new ArrayList<>();
  private final Variable kernel1 = weight("kernel1", -0.4, 0.4, 3, 3, 3, 8);
  private final Variable scale = weight("scale", 0.7, 1.3, 8);
  private final Variable shift = weight("shift", -0.2, 0.2, 8);
  private final Variable kernel2 = weight("kernel2", -0.3, 0.3, 2, 3, 8, 17);
  private final Variable bias2 = weight("bias2", -0.1, 0.3, 17);
  private final Variable kernel3 = weight("kernel3", -0.3, 0.3, 2 * 2 * 17, CLASSES);
  private final Variable bias3 = weight("bias3", -0.1, 0.1, CLASSES);
  private final Variable movingMean = variable("movingMean", -0.1, 0.1, 8);
  private final Variable movingVariance = variable("movingVariance", 0.5, 1.5, 8);
  private final Variable lossSum = variable("lossSum", 0, 0);

  /**
   * @param dtype the type of activations; weights and statistics are always float32
   */
  SmallNetwork(DType dtype) {
    this.dtype = dtype;
    for (Variable weight : List.copyOf(weights)) {
      int[] sizes = weight.shape().toArray();
      variable(weight.name() + "/first", 0, 0, sizes);
      variable(weight.name() + "/second", 0, 0, sizes);
    }
  }

  private Variable weight(String name, double low, double high, int... sizes) {
    Variable variable = variable(name, low, high, sizes);
    weights.add(variable);
    return variable;
  }

  private Variable variable(String name, double low, double high, int... sizes) {
    Variable variable = new Variable(name, Shape.of(sizes));
    int count = Math.toIntExact(variable.shape().elements());
    initial.put(variable, SideBySide.numbers(name.hashCode(), count, low, high));
    return variable;
  }

  Map<Variable, float[]> initial() {
    return initial;
  }

  Map<String, float[]> inputs(int step) {
    float[] labels = new float[BATCH];
    for (int i = 0; i < BATCH; i++) {
      labels[i] = (i * 3 + step) % CLASSES;
    }
    return Map.of(
        "pictures", SideBySide.numbers(100 + step, BATCH * 12 * 10 * 3, 0, 1), "labels", labels);
  }

  Graph inference() {
    Graph graph = new Graph();
    Value pictures = graph.input("pictures", Type.float32(Shape.of(BATCH, 12, 10, 3)));
    graph.output("probabilities", logits(graph, pictures, false).softmax());
    return graph;
  }

  /**
   * @param rewritten whether the graph is rewritten before the gradients and after the update, as a
   *     model does it
   */
  Graph training(Update update, boolean rewritten) {
    Graph forward = new Graph();
    Value pictures = forward.input("pictures", Type.float32(Shape.of(BATCH, 12, 10, 3)));
    Value logits = logits(forward, pictures, true);
    Value labels = forward.input("labels", Type.float32(Shape.of(BATCH)));
    Value each = logits.logSoftmax().mul(labels.oneHot(CLASSES)).sum(-1).neg();
    forward.output("loss", each.mean());
    forward.output("correct", logits.argMax().equal(labels).mean());
    forward.assign(lossSum, forward.read(lossSum).add(each.sum()));
    Graph graph = rewritten ? Rewriting.beforeGradients(forward) : forward;
    List<Value> reads = weights.stream().map(graph::read).toList();
    List<Value> gradients = Gradients.of(graph.outputs().get("loss"), reads);
    for (int i = 0; i < weights.size(); i++) {
      update(graph, update, weights.get(i), gradients.get(i));
    }
    return rewritten ? Rewriting.ofStep(graph) : graph;
  }

  /** Changes a picture so that the network sees the class 2 in it. */
  Graph dreaming(Variable picture) {
    Graph graph = new Graph();
    Value seen = graph.read(picture);
    Value logits = logits(graph, seen.broadcastTo(Shape.of(BATCH, 12, 10, 3)), false);
    Value loss =
        logits.logSoftmax().mul(graph.constant(Type.float32(Shape.of(4)), 0, 0, 1, 0)).sum();
    graph.assign(picture, seen.add(Gradients.of(loss, List.of(seen)).get(0)).clip(0, 1));
    graph.output("loss", loss);
    return Rewriting.ofStep(graph);
  }

  private Value logits(Graph graph, Value pictures, boolean training) {
    int[] one = {1, 1};
    Window same = Window.same(new int[] {3, 3}, one, one, 12, 10);
    Value x =
        graph
            .apply(
                new Convolution.Forward(same, 1, false),
                pictures.cast(dtype),
                graph.read(kernel1).cast(dtype))
            .output(0);
    x = training ? normalized(graph, x) : x.cast(DType.FLOAT32);
    if (!training) {
      Value deviation = graph.read(movingVariance).add(1e-3).sqrt();
      x = x.sub(graph.read(movingMean)).div(deviation).mul(graph.read(scale));
      x = x.add(graph.read(shift)).cast(dtype);
    }
    Window half = Window.valid(new int[] {2, 2}, new int[] {2, 2}, one);
    x = graph.apply(new Pooling.Max(half), x.relu()).output(0); // (5, 6, 5, 8)
    Window strided = new Window(2, 3, 2, 1, 1, 1, 0, 1, 1, 0); // (5, 3, 4, 17)
    x =
        graph
            .apply(
                new Convolution.Forward(strided, 1, false),
                x,
                graph.read(kernel2).cast(dtype),
                graph.read(bias2).cast(dtype))
            .output(0)
            .relu();
    Window pool = Window.same(new int[] {2, 2}, new int[] {2, 2}, one, 3, 4);
    x = graph.apply(new Pooling.Average(pool), x).output(0).reshape(BATCH, 2 * 2 * 17);
    if (training) {
      Random.Dropout dropout = new Random.Dropout(graph.nextStream(), 0.25);
      x = graph.apply(dropout, x, graph.randomKey()).output(0);
    }
    return graph
        .apply(
            new MatMul(false, false),
            x,
            graph.read(kernel3).cast(dtype),
            graph.read(bias3).cast(dtype))
        .output(0)
        .cast(DType.FLOAT32);
  }

  private Value normalized(Graph graph, Value x) {
    List<Value> results =
        graph
            .apply(new BatchNorm.Training(1e-3), x, graph.read(scale), graph.read(shift))
            .outputs();
    move(graph, movingMean, results.get(1));
    move(graph, movingVariance, results.get(2));
    return results.get(0);
  }

  private static void move(Graph graph, Variable moving, Value to) {
    graph.assign(moving, graph.read(moving).mul(0.9).add(to.mul(0.1)));
  }

  private void update(Graph graph, Update update, Variable weight, Value gradient) {
    Value rate = graph.scalar("rate", step -> step.learningRate());
    Variable first = slot(weight.name() + "/first");
    if (update == Update.MOMENTUM) {
      Value velocity = graph.read(first).mul(0.9).sub(gradient.mul(rate));
      graph.assign(first, velocity);
      graph.assign(weight, graph.read(weight).add(velocity));
      return;
    }
    Variable second = slot(weight.name() + "/second");
    Value m = graph.read(first).mul(0.9).add(gradient.mul(0.1));
    Value v = graph.read(second).mul(0.99).add(gradient.square().mul(0.01));
    Value corrected =
        graph.scalar(
            "corrected",
            step ->
                0.1
                    * step.learningRate()
                    * Math.sqrt(1 - Math.pow(0.99, step.iteration() + 1))
                    / (1 - Math.pow(0.9, step.iteration() + 1)));
    graph.assign(first, m);
    graph.assign(second, v);
    graph.assign(weight, graph.read(weight).sub(m.mul(corrected).div(v.sqrt().add(1e-3))));
  }

  private Variable slot(String name) {
    return initial.keySet().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }
}
