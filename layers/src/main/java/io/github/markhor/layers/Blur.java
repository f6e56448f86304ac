package io.github.markhor.layers;

import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;

/** Pictures (N, H, W, C) seen through a window that is the same for all channels. */
final class Blur {
  private static final int[] ONES = {1, 1};

  private Blur() {}

  /** The sums of pixels times a kernel (h, w, 1, C); those beyond the edges are 0. */
  static Value apply(Value pictures, Value kernel) {
    Shape shape = pictures.shape();
    int[] size = {kernel.shape().size(0), kernel.shape().size(1)};
    Window window = Window.same(size, ONES, ONES, shape.size(1), shape.size(2));
    Convolution.Forward op = new Convolution.Forward(window, shape.size(3), false);
    return pictures.graph().apply(op, pictures, kernel).output(0);
  }

  /**
   * A bell curve along an axis, of the sum 1, (size,).
   *
   * @param sigma its deviation in pixels, of shape ()
   */
  static Value bell(int size, Value sigma) {
    float[] squares = new float[size];
    for (int i = 0; i < size; i++) {
      double distance = i - (size - 1) / 2.0;
      squares[i] = (float) (distance * distance);
    }
    Value distances = sigma.graph().constant(Type.float32(Shape.of(size)), squares);
    Value bell = distances.mul(-0.5).div(sigma.square()).exp();
    return bell.div(bell.sum());
  }

  /** The kernel (h, w, 1, C) of two bell curves (h,) and (w,). */
  static Value kernel(Value down, Value right, int channels) {
    int height = down.shape().size(0);
    int width = right.shape().size(0);
    return down.reshape(height, 1, 1, 1)
        .mul(right.reshape(1, width, 1, 1))
        .broadcastTo(Shape.of(height, width, 1, channels));
  }
}
