package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Convolution of pictures (N, H, W, C) to (N, H', W', filters), a bias and an activation. The
 * kernel is (h, w, C / groups, filters), whatever the data format. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d/">Keras: Conv2D</a>.
 *
 * <pre>{@code
 * Conv2D edges = Conv2D.of(32, 3).strides(2).padding("same").activation("relu").name("edges");
 * }</pre>
 */
public final class Conv2D extends BaseKernelConv2D<Conv2D> {
  private int groups = 1;

  private Conv2D(int filters, int[] kernelSize) {
    super(filters, kernelSize);
  }

  /** Filters of {@code kernelSize} rows and columns. */
  public static Conv2D of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /** Filters of {@code kernelHeight} rows and {@code kernelWidth} columns. */
  public static Conv2D of(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2D(filters, new int[] {kernelHeight, kernelWidth});
  }

  /** The number of parts that the channels are cut into, convolved separately. Default: 1. */
  public Conv2D groups(int groups) {
    return checked(layer -> layer.groups = groups);
  }

  @Override
  void check() {
    Windows.checkStridesOrDilation(strides(), dilationRate());
    Windows.checkGroups(groups, filters());
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    outputShape(input);
    int channels = picture(input).size(2);
    return withBias(filters(), kernel().spec(kernelShape(channels / groups, filters())));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (picture(input).size(2) % groups != 0) {
      throw wrongInput("channels that " + groups + " groups divide", input);
    }
    return convolved(input, filters());
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value[] operands = withBias(pictures(x), context.weight("kernel"), context);
    return finished(convolve(groups, operands));
  }

  @Override
  protected void addTo(Config config) {
    config.with("filters", filters());
    addWindow(config);
    addFormat(config);
    config.with("groups", groups);
    addBiasArguments(config);
  }

  static Conv2D fromConfig(Config config) {
    Conv2D layer =
        new Conv2D(config.getInt("filters", 0), config.getTuple("kernel_size", 0, 0))
            .convConfigured(config);
    return layer.groups(config.getInt("groups", layer.groups));
  }
}
