package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Pooling of pictures (N, H, W, C) over windows, and its gradients; padding never counts. */
public sealed interface Pooling extends Op {
  /** The window's size, strides and padding. */
  Window window();

  private static Shape pooled(Window window, Shape x) {
    if (x.rank() != 4) {
      throw new IllegalArgumentException("Expected pictures (N, H, W, C). Received: " + x);
    }
    return Shape.of(
        x.size(0), window.outputHeight(x.size(1)), window.outputWidth(x.size(2)), x.size(3));
  }

  /**
   * The largest element of each window. The second result says where in the window it was, in a
   * form that only the same backend's {@link MaxBackward} reads; if nothing reads it, it is not
   * made.
   */
  record Max(Window window) implements Pooling {
    @Override
    public List<Type> infer(List<Type> inputs) {
      Shape y = pooled(window, inputs.get(0).shape());
      return List.of(new Type(y, inputs.get(0).dtype()), new Type(y, DType.INT32));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      MaxBackward backward = new MaxBackward(window, node.input(0).shape());
      return List.of(node.graph().apply(backward, dOutputs.get(0), node.output(1)).output(0));
    }
  }

  /**
   * The gradient of {@link Max}, from the result's gradient and the second result: each window's
   * gradient goes to the first of its largest elements in row order.
   */
  record MaxBackward(Window window, Shape inputShape) implements Pooling {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(new Type(inputShape, inputs.get(0).dtype()));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      throw new UnsupportedOperationException("Second derivatives of max-pooling are not defined.");
    }
  }

  /** The mean of the elements of each window that lie within the picture. */
  record Average(Window window) implements Pooling {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(new Type(pooled(window, inputs.get(0).shape()), inputs.get(0).dtype()));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      AverageBackward backward = new AverageBackward(window, node.input(0).shape());
      return List.of(node.graph().apply(backward, dOutputs.get(0)).output(0));
    }
  }

  /**
   * The gradient of {@link Average}: all elements of a window within the picture share it equally.
   */
  record AverageBackward(Window window, Shape inputShape) implements Pooling {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(new Type(inputShape, inputs.get(0).dtype()));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      return Arrays.asList(node.graph().apply(new Average(window), dOutputs.get(0)).output(0));
    }
  }
}
