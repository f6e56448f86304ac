package io.github.markhor.engine;

import io.github.markhor.graph.Cast;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Reshape;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.CategoricalFocalCrossentropy;
import io.github.markhor.losses.CategoricalGeneralizedCrossEntropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import java.util.Set;

/** Checks whether a network's result can learn anything with a loss. */
final class OutputCheck {
  private OutputCheck() {}

  /** Refuses a softmax over one unit, which is 1 whatever the model learns, and its like. */
  static void check(StepGraphs graphs, Network network, Loss loss) {
    Graph graph = new Graph();
    Value x = graph.input("x", Type.float32(network.triedInputShape().prepend(1)));
    Value output = graphs.trace(graph, x, false, Set.of()).output();
    if (output.shape().size(loss.classAxis()) == 1 && isOverClasses(loss)) {
      throw new IllegalArgumentException(
          "Expected two units or more for the loss "
              + loss.name()
              + ", which compares the probabilities of classes: that of the only one is always 1, and"
              + " nothing is learned. For two classes take one unit with sigmoid and"
              + " binary_crossentropy, or two units. Received: one unit of the layer "
              + network.outputs().get(0).name());
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
              + network.outputs().get(0).name());
    }
  }

  private static boolean isOverClasses(Loss loss) {
    return loss.sparseLabels()
        || loss instanceof CategoricalCrossentropy
        || loss instanceof CategoricalFocalCrossentropy
        || loss instanceof CategoricalGeneralizedCrossEntropy;
  }
}
