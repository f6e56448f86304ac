package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/**
 * x · {@code scale} + {@code offset}: {@code Rescaling.of(1 / 255.0)} brings bytes to [0, 1]. See
 * <a href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/">Keras:
 * Rescaling</a>.
 */
public final class Rescaling extends AbstractLayer<Rescaling> {
  private final double scale;
  private final double offset;

  private Rescaling(double scale, double offset) {
    if (!Double.isFinite(scale) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "Expected a finite scale and offset. Received: scale=" + scale + ", offset=" + offset);
    }
    this.scale = scale;
    this.offset = offset;
  }

  /** Without an offset. */
  public static Rescaling of(double scale) {
    return of(scale, 0);
  }

  public static Rescaling of(double scale, double offset) {
    return new Rescaling(scale, offset);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x.mul(scale).add(offset);
  }

  @Override
  protected void addTo(Config config) {
    config.with("scale", scale).with("offset", offset);
  }

  static Rescaling fromConfig(Config config) {
    return of(config.getDouble("scale", 1), config.getDouble("offset", 0)).configured(config);
  }
}
