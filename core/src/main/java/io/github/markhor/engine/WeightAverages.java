package io.github.markhor.engine;

import io.github.markhor.graph.Variable;
import io.github.markhor.network.Network;
import io.github.markhor.network.WeightMemory;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.OptimizerStep;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;

/** The running averages of weights that an optimizer with {@code useEma} keeps. */
final class WeightAverages {
  private final Optimizer optimizer;
  private final StateVariables state;
  private boolean inWeights;

  WeightAverages(Optimizer optimizer, StateVariables state) {
    this.optimizer = optimizer;
    this.state = state;
  }

  /** Whether the weights are the averages now, and the averages' place holds the weights. */
  boolean inWeights() {
    return inWeights;
  }

  /** Notes that weights and averages have been restored as they were, exchanged or not. */
  void setInWeights(boolean inWeights) {
    this.inWeights = inWeights;
  }

  /**
   * Exchanges the weights and their averages.
   *
   * @throws IllegalStateException if the optimizer keeps none
   */
  void swap(Network network) {
    if (!optimizer.settings().useEma()) {
      throw new IllegalStateException(
          "Expected an optimizer with useEma(true), which keeps averages of the weights. Received: "
              + optimizer.className());
    }
    WeightMemory weights = network.memory();
    for (Variable weight : weights.variables()) {
      Variable average = average(network.name(weight));
      if (average != null) {
        float[] kept = weights.get(weight);
        weights.set(weight, FloatBuffer.wrap(state.read(average)));
        state.write(average, Tensor.of(kept, weight.shape()));
      }
    }
    inWeights = !inWeights;
  }

  /** Puts the averages, if the optimizer keeps them, in the place of the weights. */
  void adopt(Network network) {
    if (!optimizer.settings().useEma()) {
      return;
    }
    WeightMemory weights = network.memory();
    for (Variable weight : weights.variables()) {
      Variable average = average(network.name(weight));
      if (average == null) {
        continue;
      }
      if (inWeights) {
        state.write(average, Tensor.of(weights.get(weight), weight.shape()));
      } else {
        weights.set(weight, FloatBuffer.wrap(state.read(average)));
      }
    }
    inWeights = false;
  }

  private Variable average(String weight) {
    return state.find(Compilation.slotName(weight, OptimizerStep.AVERAGE));
  }
}
