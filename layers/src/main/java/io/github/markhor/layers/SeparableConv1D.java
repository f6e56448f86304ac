package io.github.markhor.layers;

import io.github.markhor.config.Config;

/**
 * Convolution of rows in two steps: a depthwise one, which keeps the channels apart, then one of
 * single elements, which mixes them. Rows (N, L, C) become (N, L', filters), a bias is added and an
 * activation follows; rows are computed as pictures of one column. The depthwise kernel is (k, C,
 * depthMultiplier), the pointwise one (1, C · depthMultiplier, filters), whatever the data format.
 * {@link Padding#CAUSAL} is Keras 2's; Keras 3 refuses it for this layer. See <a
 * href="https://keras.io/api/layers/convolution_layers/separable_convolution1d/">Keras:
 * SeparableConv1D</a>.
 */
public final class SeparableConv1D extends BaseSeparableConv<SeparableConv1D> {
  private SeparableConv1D(int filters, int kernelSize) {
    super(filters, new int[] {kernelSize});
  }

  /** Filters that see {@code kernelSize} neighbours. */
  public static SeparableConv1D of(int filters, int kernelSize) {
    return new SeparableConv1D(filters, kernelSize);
  }

  static SeparableConv1D fromConfig(Config config) {
    return of(config.getInt("filters", 0), config.getTuple("kernel_size", 0)[0])
        .depthwiseConfigured(config);
  }
}
