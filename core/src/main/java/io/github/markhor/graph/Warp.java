package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Applies to each picture of (N, H, W, C) an affine map of its own: the result's pixel in column x
 * and row y is read from the picture at column a0·x + a1·y + a2 and row b0·x + b1·y + b2, for the
 * six numbers (a0, a1, a2, b0, b1, b2) of the second input (N, 6), float32. The gradient with
 * respect to the pictures is exact; with respect to the maps there is none.
 */
public sealed interface Warp extends Op {
  /** How pictures continue beyond their edges: here for a row of pixels a b c d. */
  enum Fill {
    /** k k k | a b c d | k k k for a number k. */
    CONSTANT,
    /** a a a | a b c d | d d d. */
    NEAREST,
    /** c b a | a b c d | d c b. */
    REFLECT,
    /** b c d | a b c d | a b c. */
    WRAP
  }

  /**
   * How pixels are read.
   *
   * @param bilinear whether four pixels are interpolated; else the nearest is read, halves being
   *     rounded away from 0
   * @param value the number beyond the edges under {@link Fill#CONSTANT}
   */
  record Sampling(boolean bilinear, Fill fill, float value) {
    /** A coordinate on an axis of that length, brought to [0, length - 1] by all but CONSTANT. */
    public double mapped(double at, int length) {
      return switch (fill) {
        case CONSTANT -> at;
        case NEAREST -> limited(at, length);
        case REFLECT -> limited(reflected(at, length), length);
        case WRAP -> limited(wrapped(at, length), length);
      };
    }

    private static double limited(double at, int length) {
      return Math.max(0, Math.min(length - 1, at));
    }

    /** As in TensorFlow, whose numbers Keras's layers give. */
    private static double reflected(double at, int length) {
      double period = 2.0 * length;
      if (at < 0) {
        double near = at < -period ? at + period * (long) (-at / period) : at;
        return near < -length ? near + period : -near - 1;
      }
      double near = at > length - 1 ? at - period * (long) (at / period) : at;
      return near >= length ? period - near - 1 : near;
    }

    /** As TensorFlow does: whole pictures are added or taken away, for each length - 1 beyond. */
    private static double wrapped(double at, int length) {
      if (length == 1) {
        return 0;
      }
      double last = length - 1;
      if (at < 0) {
        return at + length * ((long) (-at / last) + 1);
      }
      return at > last ? at - length * (long) (at / last) : at;
    }
  }

  /** How points between pixels are computed, and what lies outside the picture. */
  Sampling sampling();

  /** Pictures (N, height, width, C). */
  record Forward(Sampling sampling, int height, int width) implements Warp {
    @Override
    public List<Type> infer(List<Type> inputs) {
      Shape x = check(inputs);
      return List.of(
          new Type(Shape.of(x.size(0), height, width, x.size(3)), inputs.get(0).dtype()));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      Shape x = node.input(0).shape();
      Backward backward = new Backward(sampling, x.size(1), x.size(2));
      return Arrays.asList(
          node.graph().apply(backward, dOutputs.get(0), node.input(1)).output(0), null);
    }
  }

  /**
   * The gradient with respect to the pictures (N, height, width, C): each pixel gets the gradient,
   * given as the first input, of all results that were read from it.
   */
  record Backward(Sampling sampling, int height, int width) implements Warp {
    @Override
    public List<Type> infer(List<Type> inputs) {
      Shape dy = check(inputs);
      return List.of(
          new Type(Shape.of(dy.size(0), height, width, dy.size(3)), inputs.get(0).dtype()));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      Shape dy = node.input(0).shape();
      Sampling linear = new Sampling(sampling.bilinear(), sampling.fill(), 0);
      Forward forward = new Forward(linear, dy.size(1), dy.size(2));
      return Arrays.asList(
          node.graph().apply(forward, dOutputs.get(0), node.input(1)).output(0), null);
    }
  }

  private static Shape check(List<Type> inputs) {
    Shape x = inputs.get(0).shape();
    if (x.rank() != 4 || !inputs.get(1).equals(Type.float32(Shape.of(x.size(0), 6)))) {
      throw new IllegalArgumentException(
          "Expected pictures (N, H, W, C) and maps (N, 6) in float32. Received: " + inputs);
    }
    return x;
  }
}
