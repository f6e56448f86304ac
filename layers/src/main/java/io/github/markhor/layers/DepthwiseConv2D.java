package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Convolution that keeps the channels apart: pictures (N, H, W, C) become (N, H', W', C ·
 * depthMultiplier), a bias is added and an activation follows. The kernel is (h, w, C,
 * depthMultiplier), whatever the data format; channel c · depthMultiplier + m of the result comes
 * from channel c. See <a
 * href="https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/">Keras:
 * DepthwiseConv2D</a>.
 */
public final class DepthwiseConv2D extends BaseDepthwiseConv2D<DepthwiseConv2D> {
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

  @Override
  public List<WeightSpec> weights(Shape input) {
    return withBias(filters(input), depthwiseKernel("kernel", input));
  }

  private int filters(Shape input) {
    return picture(input).size(2) * depthMultiplier();
  }

  @Override
  public Shape outputShape(Shape input) {
    return convolved(input, filters(input));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value[] operands = withBias(pictures(x), context.weight("kernel"), context);
    return finished(convolveDepthwise(operands));
  }

  @Override
  protected void addTo(Config config) {
    config.with("depth_multiplier", depthMultiplier());
    addWindow(config);
    addFormat(config);
    addBiasArguments(config);
  }

  static DepthwiseConv2D fromConfig(Config config) {
    return new DepthwiseConv2D(config.getTuple("kernel_size", 0, 0)).depthwiseConfigured(config);
  }
}
