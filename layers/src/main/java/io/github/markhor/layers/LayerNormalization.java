package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Subtracts from each sample its mean along some axes, divides by its deviation, √(variance +
 * epsilon), then scales by gamma and shifts by beta, which have the shape of these axes. Computed
 * in float32 whatever the layer's type, in training as in inference. Ba, Kiros and Hinton, "Layer
 * Normalization" (2016). See <a
 * href="https://keras.io/api/layers/normalization_layers/layer_normalization/">Keras:
 * LayerNormalization</a>.
 */
public final class LayerNormalization extends ScaleAndShift<LayerNormalization> {
  private int[] axis = {-1};
  private boolean rmsScaling;

  private LayerNormalization() {}

  /** Normalizes along the last axis, with Keras's defaults. */
  public static LayerNormalization of() {
    return new LayerNormalization();
  }

  /**
   * The axes of mean and deviation, the batch's being 0; -1 is the last. Default: -1. Several axes
   * are kept in both kinds of file, but when Keras 3 reads them from {@code .h5}, it forgets them
   * and takes the last.
   */
  public LayerNormalization axis(int... axes) {
    int[] sorted = Axes.checked(axes);
    Arrays.sort(sorted);
    return with(layer -> layer.axis = sorted);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    outputShape(input);
    Shape batch = input.prepend(1);
    Shape sizes = Shape.of(Arrays.stream(axis).map(batch::size).toArray());
    return gammaAndBeta(sizes, hasGamma(), hasBeta());
  }

  private boolean hasGamma() {
    return scale() || rmsScaling;
  }

  private boolean hasBeta() {
    return center() && !rmsScaling;
  }

  @Override
  public Shape outputShape(Shape input) {
    Axes.positions(this::wrongInput, axis, input);
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int[] axes = Axes.positions(this::wrongInput, axis, x.shape().dropFirst());
    int[] sizes = Axes.sizes(x.shape(), axes);
    Value wide = x.cast(DType.FLOAT32);
    Value centered = wide.sub(wide.meanKeeping(axes));
    Value deviation = centered.square().meanKeeping(axes).add(epsilon()).sqrt();
    Value y = (rmsScaling ? wide : centered).div(deviation);
    if (hasGamma()) {
      y = y.mul(context.variable("gamma").reshape(sizes));
    }
    if (hasBeta()) {
      y = y.add(context.variable("beta").reshape(sizes));
    }
    return y.cast(x.dtype());
  }

  @Override
  protected void addTo(Config config) {
    Axes.addTo(config, axis);
    addScale(config);
    config.with("rms_scaling", rmsScaling);
    addWeightArguments(config);
  }

  static LayerNormalization fromConfig(Config config) {
    LayerNormalization layer = of().scaleConfigured(config).axis(Axes.fromConfig(config));
    // Deprecated in Keras 3: the mean is not subtracted, and gamma exists whatever scale says.
    layer.rmsScaling = config.getBoolean("rms_scaling", false);
    return layer;
  }
}
