package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Ones;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Divides each sample by √(mean of the squares + epsilon) along some axes, by default the last,
 * then multiplies by the weight {@code scale}, which has the shape of these axes. Computed in
 * float32 whatever the layer's type. Zhang and Sennrich, "Root Mean Square Layer Normalization"
 * (2019). See <a href="https://keras.io/api/layers/normalization_layers/rms_normalization/">Keras:
 * RMSNormalization</a>.
 */
public final class RMSNormalization extends AbstractLayer<RMSNormalization> {
  private static final String SCALE = "scale";

  private int[] axis = {-1};
  private double epsilon = 1e-6;

  private RMSNormalization() {}

  /** Normalizes along the last axis, with Keras's defaults. */
  public static RMSNormalization of() {
    return new RMSNormalization();
  }

  /** The axes of the mean, the batch's being 0; -1 is the last. Default: -1. */
  public RMSNormalization axis(int... axes) {
    int[] sorted = Axes.checked(axes);
    Arrays.sort(sorted);
    return with(layer -> layer.axis = sorted);
  }

  /** Added to the mean of the squares. Default: 1e-6. */
  public RMSNormalization epsilon(double epsilon) {
    double checked = ScaleAndShift.checkedEpsilon(epsilon);
    return with(layer -> layer.epsilon = checked);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    outputShape(input);
    Shape batch = input.prepend(1);
    Shape sizes = Shape.of(Arrays.stream(axis).map(batch::size).toArray());
    return List.of(WeightSpec.of(SCALE, sizes, Ones.of()));
  }

  @Override
  public Shape outputShape(Shape input) {
    Axes.positions(this::wrongInput, axis, input);
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int[] axes = Axes.positions(this::wrongInput, axis, x.shape().dropFirst());
    Value wide = x.cast(DType.FLOAT32);
    Value root = wide.square().meanKeeping(axes).add(epsilon).sqrt();
    Value scale = context.variable(SCALE).reshape(Axes.sizes(x.shape(), axes));
    return wide.div(root).mul(scale).cast(x.dtype());
  }

  @Override
  protected void addTo(Config config) {
    config.with("axis", axis).with("epsilon", epsilon);
  }

  static RMSNormalization fromConfig(Config config) {
    RMSNormalization layer = of().configured(config).axis(Axes.fromConfig(config));
    return layer.epsilon(config.getDouble("epsilon", layer.epsilon));
  }
}
