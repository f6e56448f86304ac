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
 * Convolution in two steps: a depthwise one, which keeps the channels apart, then one of 1 x 1,
 * which mixes them. Pictures (N, H, W, C) become (N, H', W', filters), a bias is added and an
 * activation follows. The depthwise kernel is (h, w, C, depthMultiplier), the pointwise one (1, 1,
 * C · depthMultiplier, filters), whatever the data format. Chollet, "Xception: Deep Learning with
 * Depthwise Separable Convolutions" (2017). See <a
 * href="https://keras.io/api/layers/convolution_layers/separable_convolution2d/">Keras:
 * SeparableConv2D</a>.
 */
public final class SeparableConv2D extends BaseDepthwiseConv2D<SeparableConv2D> {
  private static final String POINTWISE = "pointwise";
  private static final Window POINT =
      Window.valid(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1});

  private final int filters;

  private SeparableConv2D(int filters, int[] kernelSize) {
    super(kernelSize, POINTWISE);
    this.filters = Windows.filters(filters);
  }

  /** Filters of {@code kernelSize} rows and columns. */
  public static SeparableConv2D of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /** Filters of {@code kernelHeight} rows and {@code kernelWidth} columns. */
  public static SeparableConv2D of(int filters, int kernelHeight, int kernelWidth) {
    return new SeparableConv2D(filters, new int[] {kernelHeight, kernelWidth});
  }

  /** Default: {@link GlorotUniform}. */
  public SeparableConv2D pointwiseInitializer(Initializer initializer) {
    return change(POINTWISE, kernel -> kernel.with(initializer));
  }

  /** The initializer of Keras's name: {@code he_normal}. */
  public SeparableConv2D pointwiseInitializer(String initializer) {
    return pointwiseInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for the pointwise kernel. Default: none. */
  public SeparableConv2D pointwiseRegularizer(Regularizer regularizer) {
    return change(POINTWISE, kernel -> kernel.with(regularizer));
  }

  /** A condition that the pointwise kernel meets after every step. Default: none. */
  public SeparableConv2D pointwiseConstraint(Constraint constraint) {
    return change(POINTWISE, kernel -> kernel.with(constraint));
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int between = picture(input).size(2) * depthMultiplier();
    return withBias(
        filters,
        depthwiseKernel("depthwise_kernel", input),
        arguments(POINTWISE).spec("pointwise_kernel", Shape.of(1, 1, between, filters)));
  }

  @Override
  public Shape outputShape(Shape input) {
    return convolved(input, filters);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value between = convolveDepthwise(pictures(x), context.weight("depthwise_kernel"));
    Value y =
        x.graph()
            .apply(
                new Convolution.Forward(POINT, 1, false),
                withBias(between, context.weight("pointwise_kernel"), context))
            .output(0);
    return finished(y);
  }

  @Override
  protected void addTo(Config config) {
    config.with("depth_multiplier", depthMultiplier()).with("filters", filters);
    addWindow(config);
    addFormat(config);
    addBiasArguments(config);
  }

  static SeparableConv2D fromConfig(Config config) {
    return new SeparableConv2D(config.getInt("filters", 0), config.getTuple("kernel_size", 0, 0))
        .depthwiseConfigured(config);
  }
}
