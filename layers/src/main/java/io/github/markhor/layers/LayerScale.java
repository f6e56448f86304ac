package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Constant;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Multiplies each channel, the last axis, by a weight of its own: (N, ..., C) stays (N, ..., C).
 * The layer of Keras's ConvNeXt networks. Touvron, Cord, Sablayrolles, Synnaeve and Jégou, "Going
 * deeper with Image Transformers" (2021).
 */
public final class LayerScale extends AbstractLayer<LayerScale> {
  /** As Keras 3 calls it, which gives it no name; Keras 2 calls it gamma. */
  private static final String WEIGHT = "variable";

  private final double initValues;
  private final int projectionDim;

  private LayerScale(double initValues, int projectionDim) {
    if (!Double.isFinite(initValues)) {
      throw new IllegalArgumentException(
          "Expected finite initValues. Received: initValues=" + initValues);
    }
    this.initValues = initValues;
    this.projectionDim = Pairs.positive("projectionDim", projectionDim)[0];
  }

  /** A first value for all weights, 1e-6 in ConvNeXt, and the number of channels. */
  public static LayerScale of(double initValues, int projectionDim) {
    return new LayerScale(initValues, projectionDim);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    outputShape(input);
    return List.of(WeightSpec.of(WEIGHT, Shape.of(projectionDim), Constant.of(initValues)));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() == 0 || input.size(-1) != projectionDim) {
      throw wrongInput(projectionDim + " channels, as projectionDim says,", input);
    }
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x.mul(context.weight(WEIGHT));
  }

  @Override
  protected void addTo(Config config) {
    config.with("init_values", initValues).with("projection_dim", projectionDim);
  }

  static LayerScale fromConfig(Config config) {
    return of(config.getDouble("init_values", 1e-6), config.requireInt("projection_dim"))
        .configured(config);
  }
}
