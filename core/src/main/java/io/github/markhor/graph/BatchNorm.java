package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Batch normalization in training and its gradient: over all axes but the last, which has C
 * elements. Statistics, scale and shift are float32 (C,) whatever the type of x.
 */
public sealed interface BatchNorm extends Op {
  /** What is added to the variance. */
  double epsilon();

  /**
   * From x, scale and shift: (x - mean) / sqrt(variance + epsilon) · scale + shift, the mean and
   * the biased variance. Mean and variance serve the moving statistics and pass no gradient on.
   */
  record Training(double epsilon) implements BatchNorm {
    @Override
    public List<Type> infer(List<Type> inputs) {
      Type x = inputs.get(0);
      Type channels = Type.float32(Shape.of(x.shape().size(-1)));
      if (!inputs.get(1).equals(channels) || !inputs.get(2).equals(channels)) {
        throw new IllegalArgumentException(
            "Expected scale and shift "
                + channels
                + " for "
                + x
                + ". Received: "
                + inputs.get(1)
                + " and "
                + inputs.get(2));
      }
      return List.of(x, channels, channels);
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      if (dOutputs.get(1) != null || dOutputs.get(2) != null) {
        throw new UnsupportedOperationException(
            "The statistics of batch normalization pass no gradient on: compute them with mean().");
      }
      return node.graph()
          .apply(
              new Backward(epsilon),
              node.input(0),
              node.input(1),
              node.output(1),
              node.output(2),
              dOutputs.get(0))
          .outputs();
    }
  }

  /** From x, scale, mean, variance and dy: the gradients of x, scale and shift. */
  record Backward(double epsilon) implements BatchNorm {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(inputs.get(0), inputs.get(1), inputs.get(1));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      throw new UnsupportedOperationException(
          "Second derivatives of batch normalization are not defined.");
    }
  }
}
