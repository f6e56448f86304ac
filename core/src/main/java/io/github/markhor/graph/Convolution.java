package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution of pictures and its two gradients; {@code groups} cuts the channels into equal parts.
 */
public sealed interface Convolution extends Op {
  /** The kernel's size, strides, dilation and padding. */
  Window window();

  /** The number of groups that channels are divided into. */
  int groups();

  /**
   * Pictures (N, H, W, C) and a kernel (h, w, C / groups, F), optionally a bias (F,): the result is
   * (N, H', W', F). The kernel is not flipped.
   *
   * @param relu whether the result is max(result, 0); set by rewriting
   */
  record Forward(Window window, int groups, boolean relu) implements Convolution {
    @Override
    public List<Type> infer(List<Type> inputs) {
      Shape x = inputs.get(0).shape();
      Shape kernel = inputs.get(1).shape();
      if (x.rank() != 4 || kernel.rank() != 4 || inputs.get(0).dtype() != inputs.get(1).dtype()) {
        throw new IllegalArgumentException(
            "Expected pictures (N, H, W, C) and a kernel (h, w, in, out) of one type. Received: "
                + inputs);
      }
      int filters = kernel.size(3);
      if (kernel.size(2) * groups != x.size(3) || filters % groups != 0) {
        throw new IllegalArgumentException(
            "Expected channels and filters that "
                + groups
                + " groups divide, and a kernel of shape"
                + " (h, w, channels / groups, filters). Received: pictures "
                + x
                + ", kernel "
                + kernel);
      }
      if (kernel.size(0) != window.height() || kernel.size(1) != window.width()) {
        throw new IllegalArgumentException(
            "Expected a kernel of the window's size. Received: " + kernel + " for " + window);
      }
      Type result =
          new Type(
              Shape.of(
                  x.size(0),
                  window.outputHeight(x.size(1)),
                  window.outputWidth(x.size(2)),
                  filters),
              inputs.get(0).dtype());
      Type bias = new Type(Shape.of(filters), inputs.get(0).dtype());
      if (inputs.size() > 2 && !inputs.get(2).equals(bias)) {
        throw new IllegalArgumentException(
            "Expected a bias " + bias + ". Received: " + inputs.get(2));
      }
      return List.of(result);
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      Value x = node.input(0);
      Value kernel = node.input(1);
      Value dy = dOutputs.get(0);
      if (relu) {
        dy = dy.binary(Binary.Kind.RELU_GRAD, node.output(0));
      }
      boolean bias = node.inputs().size() > 2;
      Graph graph = node.graph();
      Node weights = graph.apply(new BackwardWeights(window, groups, kernel.shape(), bias), x, dy);
      List<Value> gradients = new ArrayList<>();
      gradients.add(
          graph.apply(new BackwardInput(window, groups, x.shape()), kernel, dy).output(0));
      gradients.addAll(weights.outputs());
      return gradients;
    }

    @Override
    public String label() {
      return relu ? "Convolution+ReLU" : "Convolution";
    }
  }

  /** The gradient with respect to the pictures, from the kernel and the gradient of the result. */
  record BackwardInput(Window window, int groups, Shape inputShape) implements Convolution {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(new Type(inputShape, inputs.get(1).dtype()));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      // The operation is linear in both inputs. If g is the gradient of its result, the gradient of
      // the kernel is the gradient by weights at g, and the gradient of dy the convolution of g.
      Value kernel = node.input(0);
      Value dy = node.input(1);
      Value x = dOutputs.get(0);
      Graph graph = node.graph();
      return List.of(
          graph.apply(new BackwardWeights(window, groups, kernel.shape(), false), x, dy).output(0),
          graph.apply(new Forward(window, groups, false), x, kernel).output(0));
    }
  }

  /**
   * The gradient with respect to the kernel, from the pictures and the gradient of the result; with
   * {@code bias}, the gradient with respect to the bias is a second result. Both are sums over all
   * pictures and pixels, so they are float32 whatever the type of the pictures: a backend that adds
   * up in float32 need not round them.
   */
  record BackwardWeights(Window window, int groups, Shape kernelShape, boolean bias)
      implements Convolution {
    @Override
    public List<Type> infer(List<Type> inputs) {
      Type kernel = new Type(kernelShape, DType.FLOAT32);
      return bias
          ? List.of(kernel, new Type(Shape.of(kernelShape.size(3)), DType.FLOAT32))
          : List.of(kernel);
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      throw new UnsupportedOperationException(
          "Second derivatives of convolutions with respect to kernels are not defined.");
    }
  }
}
