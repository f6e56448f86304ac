package io.github.markhor.file;

import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * What comes into a model with branches and what comes out of it. The calls between stand with the
 * layers.
 *
 * @param inputs the values that come in, each of an InputLayer
 * @param inputKeys what they go by in a model that takes a map; empty for one that takes a list
 * @param outputs the values that come out
 * @param outputKeys what they go by in a model that gives a map; empty for one that gives a list
 */
public record Wiring(
    List<Ref> inputs, List<String> inputKeys, List<Ref> outputs, List<String> outputKeys) {
  public Wiring {
    inputs = List.copyOf(inputs);
    inputKeys = List.copyOf(inputKeys);
    outputs = List.copyOf(outputs);
    outputKeys = List.copyOf(outputKeys);
  }

  /**
   * A result of a layer.
   *
   * @param layer the layer's name
   * @param call which of its calls in this model, counted from 0
   * @param tensor which result of that call, counted from 0
   */
  public record Ref(String layer, int call, int tensor) {}

  /**
   * A call of a layer.
   *
   * @param inputs what it is applied to
   * @param training whether it runs as in training; null for as the model does
   * @param inputShapes without the batch; empty where they are not known
   */
  public record LayerCall(List<Ref> inputs, Boolean training, List<Shape> inputShapes) {
    public LayerCall {
      inputs = List.copyOf(inputs);
      inputShapes = List.copyOf(inputShapes);
    }

    /** A call of which a file does not tell the shapes. */
    public LayerCall(List<Ref> inputs, Boolean training) {
      this(inputs, training, List.of());
    }
  }
}
