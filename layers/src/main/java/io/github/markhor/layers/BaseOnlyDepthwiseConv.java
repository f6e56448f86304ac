package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * The base of convolutions that keep the channels apart and leave them so: bias and activation
 * follow at once.
 *
 * @param <L> the layer's own class
 */
abstract class BaseOnlyDepthwiseConv<L extends BaseOnlyDepthwiseConv<L>>
    extends BaseDepthwiseConv<L> {
  BaseOnlyDepthwiseConv(int[] kernelSize) {
    super(kernelSize);
  }

  @Override
  public final List<WeightSpec> weights(Shape input) {
    return withBias(filters(input), depthwiseKernel("kernel", input));
  }

  private int filters(Shape input) {
    return picture(input).size(2) * depthMultiplier();
  }

  @Override
  public final Shape outputShape(Shape input) {
    return convolved(input, filters(input));
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    Value[] operands = withBias(pictures(x), context.weight("kernel"), context);
    return finished(convolveDepthwise(operands));
  }

  @Override
  protected final void addTo(Config config) {
    config.with("depth_multiplier", depthMultiplier());
    addWindow(config);
    addFormat(config);
    addBiasArguments(config);
  }
}
