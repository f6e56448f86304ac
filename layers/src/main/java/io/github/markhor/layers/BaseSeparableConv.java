package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * The base of convolutions in two steps: a depthwise one, which keeps the channels apart, then a
 * pointwise one, which mixes them.
 *
 * @param <L> the layer's own class
 */
abstract class BaseSeparableConv<L extends BaseSeparableConv<L>> extends BaseDepthwiseConv<L> {
  private static final String POINTWISE = "pointwise";
  private static final Window POINT =
      Window.valid(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1});

  private final int filters;

  BaseSeparableConv(int filters, int[] kernelSize) {
    super(kernelSize, POINTWISE);
    this.filters = Windows.filters(filters);
  }

  /** Default: {@link GlorotUniform}. */
  public final L pointwiseInitializer(Initializer initializer) {
    return change(POINTWISE, kernel -> kernel.with(initializer));
  }

  /** The initializer of Keras's name: {@code he_normal}. */
  public final L pointwiseInitializer(String initializer) {
    return pointwiseInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for the pointwise kernel. Default: none. */
  public final L pointwiseRegularizer(Regularizer regularizer) {
    return change(POINTWISE, kernel -> kernel.with(regularizer));
  }

  /** A condition that the pointwise kernel meets after every step. Default: none. */
  public final L pointwiseConstraint(Constraint constraint) {
    return change(POINTWISE, kernel -> kernel.with(constraint));
  }

  @Override
  public final List<WeightSpec> weights(Shape input) {
    int between = picture(input).size(2) * depthMultiplier();
    return withBias(
        filters,
        depthwiseKernel("depthwise_kernel", input),
        arguments(POINTWISE).spec("pointwise_kernel", pointwiseShape(between)));
  }

  /** The window's sizes, all 1, then the channels and the filters. */
  private Shape pointwiseShape(int channels) {
    return kernelSize().length == 1
        ? Shape.of(1, channels, filters)
        : Shape.of(1, 1, channels, filters);
  }

  @Override
  public final Shape outputShape(Shape input) {
    return convolved(input, filters);
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    Value between = convolveDepthwise(pictures(x), context.weight("depthwise_kernel"));
    Value kernel = context.weight("pointwise_kernel");
    int channels = between.shape().size(3);
    Value y =
        x.graph()
            .apply(
                new Convolution.Forward(POINT, 1, false),
                withBias(between, kernel.reshape(1, 1, channels, filters), context))
            .output(0);
    return finished(y);
  }

  @Override
  protected final void addTo(Config config) {
    config.with("depth_multiplier", depthMultiplier()).with("filters", filters);
    addWindow(config);
    addFormat(config);
    addBiasArguments(config);
  }
}
