package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * Turns each sample into one row: (N, H, W, C) becomes (N, H·W·C). See <a
 * href="https://keras.io/api/layers/reshaping_layers/flatten/">Keras: Flatten</a>.
 */
public final class Flatten extends AbstractLayer<Flatten> implements ChannelsLayer<Flatten> {
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  private Flatten() {}

  /** From (N, ...) to (N, the product of the other sizes). */
  public static Flatten of() {
    return new Flatten();
  }

  /** Channels that come first are moved last before flattening. Default: last. */
  @Override
  public Flatten dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> layer.dataFormat = dataFormat);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.elements() > Integer.MAX_VALUE) {
      throw wrongInput("inputs of fewer than 2^31 numbers", input);
    }
    return Shape.of((int) input.elements());
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return dataFormat
        .toLast(x)
        .reshape(outputShape(x.shape().dropFirst()).prepend(x.shape().size(0)));
  }

  @Override
  protected void addTo(Config config) {
    config.with("data_format", dataFormat);
  }

  static Flatten fromConfig(Config config) {
    Flatten layer = of().configured(config);
    layer.dataFormat = config.getEnum("data_format", layer.dataFormat);
    return layer;
  }
}
