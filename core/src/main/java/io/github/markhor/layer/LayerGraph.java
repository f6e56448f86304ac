package io.github.markhor.layer;

import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * A network as it is described: what comes in, what comes out, and between them the calls that the
 * outputs were made by.
 *
 * @param inputNames what arrays for the inputs go by; empty for the names of their layers
 * @param outputNames what the outputs go by; empty for the names of their layers
 */
public record LayerGraph(
    List<Symbol> inputs, List<Symbol> outputs, List<String> inputNames, List<String> outputNames) {
  public LayerGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    inputNames = List.copyOf(inputNames);
    outputNames = List.copyOf(outputNames);
  }

  /** A network whose inputs and outputs go by the names of their layers. */
  public LayerGraph(List<? extends Symbol> inputs, List<? extends Symbol> outputs) {
    this(List.copyOf(inputs), List.copyOf(outputs), List.of(), List.of());
  }

  /**
   * The shapes of the outputs for inputs of known sizes, all without the batch.
   *
   * @throws IllegalArgumentException if a layer cannot take its inputs
   */
  public List<Shape> outputShapes(List<Shape> given) {
    if (given.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "Expected " + inputs.size() + " inputs. Received: " + given.size() + " " + given);
    }
    CallOrder order = CallOrder.of(this);
    List<Shape> shapes = order.shapes(given);
    return outputs.stream().map(output -> shapes.get(order.number(output))).toList();
  }
}
