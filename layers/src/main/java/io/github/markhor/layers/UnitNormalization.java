package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * Divides each sample by its length, the root of the sum of squares, along some axes, by default
 * the last. A sample of zeros stays. Computed in float32 whatever the layer's type. See <a
 * href="https://keras.io/api/layers/normalization_layers/unit_normalization/">Keras:
 * UnitNormalization</a>.
 */
public final class UnitNormalization extends AbstractLayer<UnitNormalization> {
  /** The square of 1e-12, the shortest length that is divided by. */
  private static final double SHORTEST = 1e-24;

  private int[] axis = {-1};

  private UnitNormalization() {}

  /** Along the last axis. */
  public static UnitNormalization of() {
    return new UnitNormalization();
  }

  /** The axes of the sum, the batch's being 0; -1 is the last. Default: -1. */
  public UnitNormalization axis(int... axes) {
    int[] copy = Axes.checked(axes);
    return with(layer -> layer.axis = copy);
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
    Value length = wide.square().sumKeeping(axes).max(SHORTEST).sqrt();
    return wide.div(length).cast(x.dtype());
  }

  @Override
  protected void addTo(Config config) {
    Axes.addTo(config, axis);
  }

  static UnitNormalization fromConfig(Config config) {
    return of().configured(config).axis(Axes.fromConfig(config));
  }
}
