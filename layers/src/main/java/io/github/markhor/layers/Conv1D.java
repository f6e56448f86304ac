package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Convolution of rows (N, L, C) to (N, L', filters), a bias and an activation; rows are computed as
 * pictures of one column. The kernel is (k, C / groups, filters), whatever the data format. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution1d/">Keras: Conv1D</a>.
 */
public final class Conv1D extends BaseKernelConv<Conv1D> {
  private int groups = 1;

  private Conv1D(int filters, int kernelSize) {
    super(filters, new int[] {kernelSize});
  }

  /** Filters that see {@code kernelSize} neighbours. */
  public static Conv1D of(int filters, int kernelSize) {
    return new Conv1D(filters, kernelSize);
  }

  /** The number of parts that the channels are cut into, convolved separately. Default: 1. */
  public Conv1D groups(int groups) {
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
    Value rows = pictures(x);
    int channels = rows.shape().size(3) / groups;
    Value kernel = context.weight("kernel").reshape(kernelSize()[0], 1, channels, filters());
    return finished(convolve(groups, withBias(rows, kernel, context)));
  }

  @Override
  protected void addTo(Config config) {
    config.with("filters", filters());
    addWindow(config);
    addFormat(config);
    config.with("groups", groups);
    addBiasArguments(config);
  }

  static Conv1D fromConfig(Config config) {
    Conv1D layer =
        of(config.getInt("filters", 0), config.getTuple("kernel_size", 0)[0])
            .convConfigured(config);
    return layer.groups(config.getInt("groups", layer.groups));
  }
}
