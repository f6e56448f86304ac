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
 * Convolution in two: a depthwise one, which keeps the channels apart, then one of 1 x 1, which
 * mixes them. Pictures (N, H, W, C) become (N, H', W', filters), a bias is added and an activation
 * follows. The depthwise kernel is (h, w, C, depthMultiplier), the pointwise one (1, 1, C ·
 * depthMultiplier, filters), whatever the data format. Chollet, "Xception: Deep Learning with
 * Depthwise Separable Convolutions" (2017). See <a
 * href="https://keras.io/api/layers/convolution_layers/separable_convolution2d/">Keras:
 * SeparableConv2D</a>.
 */
public final class SeparableConv2D extends DepthwiseConvolution2D<SeparableConv2D> {
  private static final Window POINT =
      Window.valid(new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1});

  private final int filters;
  private WeightArguments pointwise = WeightArguments.of("pointwise", GlorotUniform.of());

  private SeparableConv2D(int filters, int[] kernelSize) {
    super(kernelSize);
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
    return pointwise(pointwise.with(initializer));
  }

  /** A penalty for the pointwise kernel. Default: none. */
  public SeparableConv2D pointwiseRegularizer(Regularizer regularizer) {
    return pointwise(pointwise.with(regularizer));
  }

  /** What holds for the pointwise kernel after every step. Default: nothing. */
  public SeparableConv2D pointwiseConstraint(Constraint constraint) {
    return pointwise(pointwise.with(constraint));
  }

  private SeparableConv2D pointwise(WeightArguments arguments) {
    return with(layer -> layer.pointwise = arguments);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int between = picture(input).size(2) * depthMultiplier();
    return withBias(
        filters,
        depthwiseKernel("depthwise_kernel", input),
        pointwise.spec("pointwise_kernel", Shape.of(1, 1, between, filters)));
  }

  @Override
  public Shape outputShape(Shape input) {
    return convolved(input, filters);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value pictures = dataFormat().toLast(x);
    Value between = convolveDepthwise(pictures, context.weight("depthwise_kernel"));
    Value y =
        x.graph()
            .apply(
                new Convolution.Forward(POINT, 1, false),
                withBias(between, context.weight("pointwise_kernel"), context))
            .output(0);
    return finished(y, context);
  }

  @Override
  protected void addTo(Config config) {
    config.with("depth_multiplier", depthMultiplier()).with("filters", filters);
    addWindow(config);
    addFormat(config);
    addBiasArguments(config, depthwise(), pointwise);
  }

  static SeparableConv2D fromConfig(Config config) {
    SeparableConv2D layer =
        new SeparableConv2D(config.getInt("filters", 0), kernelSize(config))
            .depthwiseConfigured(config);
    layer.pointwise = layer.pointwise.configured(config);
    return layer;
  }
}
