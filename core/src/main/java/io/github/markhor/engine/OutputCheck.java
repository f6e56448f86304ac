package io.github.markhor.engine;

import io.github.markhor.graph.Cast;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Reshape;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks whether a network's result can learn anything with a loss. */
final class OutputCheck {
  private OutputCheck() {}

  /** Refuses a softmax over one unit, which is 1 whatever the model learns, and its like. */
  static void check(StepGraphs graphs, Network network, List<OutputTraining> outputs) {
    Graph graph = new Graph();
    IoNames names = new IoNames(network);
    List<Value> inputs = new ArrayList<>();
    for (Shape shape : network.triedInputShapes()) {
      inputs.add(graph.input(names.x(inputs.size()), Type.float32(shape.prepend(1))));
    }
    List<Value> results = graphs.trace(graph, inputs, false, Set.of()).results();
    for (int i = 0; i < results.size(); i++) {
      Loss loss = outputs.get(i).loss();
      if (loss != null) {
        check(results.get(i), loss, network.outputs().get(i).name());
      }
    }
  }

  private static void check(Value result, Loss loss, String layer) {
    Value output = result;
    if (loss.comparesClasses() && output.shape().size(loss.classAxis()) == 1) {
      throw new IllegalArgumentException(
          "Expected two units or more for the loss "
              + loss.name()
              + ", which compares the probabilities of classes: that of the only one is always 1, and"
              + " nothing is learned. For two classes take one unit with sigmoid and"
              + " binary_crossentropy, or two units. Received: one unit of the layer "
              + layer);
    }
    while (output.node().op() instanceof Cast || output.node().op() instanceof Reshape) {
      output = output.node().input(0);
    }
    if (output.node().op() instanceof Softmax && output.shape().size(-1) == 1) {
      throw new IllegalArgumentException(
          "Expected softmax over two units or more: over one it gives 1 for every input, and nothing"
              + " is learned. For two classes take one unit with sigmoid and binary_crossentropy, or"
              + " two units with softmax. Received: one unit before the softmax that ends in the"
              + " layer "
              + layer);
    }
  }
}
