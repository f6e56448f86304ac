package io.github.markhor.engine;

import io.github.markhor.graph.Assign;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.network.Tracer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A graph whose outputs are the results of its operations, in an order in which they are computed.
 *
 * @param results the outputs
 */
record WatchedGraph(Graph graph, List<Result> results) {
  /**
   * The result of an operation.
   *
   * @param output its name in the graph
   * @param where the operation, for messages
   * @param shape of the result
   * @param samples how many samples lie along the first axis; 0 if it is none of samples
   */
  record Result(String output, String where, Shape shape, int samples) {}

  /**
   * Makes the results of all operations outputs, but for those that depend on constants alone.
   *
   * @param tracer knows the layers that made them
   * @param batch the number of samples
   */
  static WatchedGraph of(Graph graph, Tracer tracer, int batch) {
    List<Result> results = new ArrayList<>();
    Set<Node> constants = new HashSet<>();
    Set<Shape> ofSamples = new HashSet<>();
    Set<Node> fromInputs = new HashSet<>();
    for (Node node : List.copyOf(graph.nodes())) {
      boolean isLeaf = node.inputs().isEmpty();
      boolean constant =
          node.op() instanceof Leaf.Constant
              || (!isLeaf && node.inputs().stream().map(Value::node).allMatch(constants::contains));
      if (constant || node.op() instanceof Assign || node.op() instanceof Leaf.Scalar) {
        constants.add(node);
        continue;
      }
      boolean dependsOnInputs =
          node.op() instanceof Leaf.Input
              || node.inputs().stream().map(Value::node).anyMatch(fromInputs::contains);
      if (dependsOnInputs) {
        fromInputs.add(node);
      }
      for (Value value : node.outputs()) {
        if (value.dtype() == DType.INT32) {
          continue;
        }
        Shape shape = value.shape();
        boolean isOfSamples =
            dependsOnInputs
                && shape.rank() > 0
                && shape.size(0) == batch
                && (!graph.isBackward(node) || ofSamples.contains(shape));
        if (isOfSamples && !graph.isBackward(node)) {
          ofSamples.add(shape);
        }
        String output = "result" + results.size();
        graph.output(output, value);
        results.add(new Result(output, where(graph, node, tracer), shape, isOfSamples ? batch : 0));
      }
    }
    return new WatchedGraph(graph, results);
  }

  private static String where(Graph graph, Node node, Tracer tracer) {
    if (node.op() instanceof Leaf.Input input) {
      return "the input " + input.name();
    }
    if (node.op() instanceof Leaf.Read read) {
      return "the weight " + read.variable().name() + ", as it was before the step";
    }
    String operation = "the result of the operation " + node.op().label();
    if (!graph.isBackward(node)) {
      String layer = tracer.maker(node);
      return operation + (layer == null ? " of the loss" : " of the layer " + layer);
    }
    // A gradient is computed from what the layer gave in the forward pass.
    String layer = null;
    for (Value input : node.inputs()) {
      layer = graph.isBackward(input.node()) ? layer : tracer.maker(input.node());
    }
    return operation
        + " of the backward pass"
        + (layer == null ? "" : ", in or after the layer " + layer);
  }
}
