package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Convolution that keeps the channels apart: pictures (N, H, W, C) become (N, H', W', C ·
 * depthMultiplier), a bias is added and an activation follows. The kernel is (h, w, C,
 * depthMultiplier), whatever the data format; channel c · depthMultiplier + m of the result comes
 * from channel c. See <a
 * href="https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/">Keras:
 * DepthwiseConv2D</a>.
 */
public final class DepthwiseConv2D extends BaseOnlyDepthwiseConv<DepthwiseConv2D> {
  private DepthwiseConv2D(int[] kernelSize) {
    super(kernelSize);
  }

  /** A kernel of {@code kernelSize} rows and columns. */
  public static DepthwiseConv2D of(int kernelSize) {
    return of(kernelSize, kernelSize);
  }

  /** A kernel of {@code kernelHeight} rows and {@code kernelWidth} columns. */
  public static DepthwiseConv2D of(int kernelHeight, int kernelWidth) {
    return new DepthwiseConv2D(new int[] {kernelHeight, kernelWidth});
  }

  /** How far the window moves at a time, down and to the right. Default: 1. */
  public DepthwiseConv2D strides(int height, int width) {
    return withStrides(height, width);
  }

  /** The distance between the rows, and between the columns, that a window sees. Default: 1. */
  public DepthwiseConv2D dilationRate(int height, int width) {
    return withDilationRate(height, width);
  }

  static DepthwiseConv2D fromConfig(Config config) {
    return new DepthwiseConv2D(config.getTuple("kernel_size", 0, 0)).depthwiseConfigured(config);
  }
}
