package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Convolution in two steps: a depthwise one, which keeps the channels apart, then one of 1 x 1,
 * which mixes them. Pictures (N, H, W, C) become (N, H', W', filters), a bias is added and an
 * activation follows. The depthwise kernel is (h, w, C, depthMultiplier), the pointwise one (1, 1,
 * C · depthMultiplier, filters), whatever the data format. Chollet, "Xception: Deep Learning with
 * Depthwise Separable Convolutions" (2017). See <a
 * href="https://keras.io/api/layers/convolution_layers/separable_convolution2d/">Keras:
 * SeparableConv2D</a>.
 */
public final class SeparableConv2D extends BaseSeparableConv<SeparableConv2D> {
  private SeparableConv2D(int filters, int[] kernelSize) {
    super(filters, kernelSize);
  }

  /** Filters of {@code kernelSize} rows and columns. */
  public static SeparableConv2D of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /** Filters of {@code kernelHeight} rows and {@code kernelWidth} columns. */
  public static SeparableConv2D of(int filters, int kernelHeight, int kernelWidth) {
    return new SeparableConv2D(filters, new int[] {kernelHeight, kernelWidth});
  }

  /** How far the window moves at a time, down and to the right. Default: 1. */
  public SeparableConv2D strides(int height, int width) {
    return withStrides(height, width);
  }

  /** The distance between the rows, and between the columns, that a window sees. Default: 1. */
  public SeparableConv2D dilationRate(int height, int width) {
    return withDilationRate(height, width);
  }

  static SeparableConv2D fromConfig(Config config) {
    return new SeparableConv2D(config.getInt("filters", 0), config.getTuple("kernel_size", 0, 0))
        .depthwiseConfigured(config);
  }
}
