package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Convolution of rows that keeps the channels apart: (N, L, C) becomes (N, L', C ·
 * depthMultiplier), a bias is added and an activation follows; rows are computed as pictures of one
 * column. The kernel is (k, C, depthMultiplier), whatever the data format; channel c ·
 * depthMultiplier + m of the result comes from channel c. See <a
 * href="https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/">Keras:
 * DepthwiseConv1D</a>.
 */
public final class DepthwiseConv1D extends BaseOnlyDepthwiseConv<DepthwiseConv1D> {
  private DepthwiseConv1D(int kernelSize) {
    super(new int[] {kernelSize});
  }

  /** A kernel that sees {@code kernelSize} neighbours. */
  public static DepthwiseConv1D of(int kernelSize) {
    return new DepthwiseConv1D(kernelSize);
  }

  @Override
  boolean mayBeCausal() {
    return false;
  }

  static DepthwiseConv1D fromConfig(Config config) {
    return of(config.getTuple("kernel_size", 0)[0]).depthwiseConfigured(config);
  }
}
