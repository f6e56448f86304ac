package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * In training, sets each channel of each picture (N, H, W, C) to 0 as a whole with probability
 * {@code rate} and divides the others by 1 - rate; otherwise changes nothing. Tompson et al.,
 * "Efficient Object Localization Using Convolutional Networks" (2015). See <a
 * href="https://keras.io/api/layers/regularization_layers/spatial_dropout2d/">Keras:
 * SpatialDropout2D</a>.
 */
public final class SpatialDropout2D extends SeededLayer<SpatialDropout2D>
    implements ChannelsLayer<SpatialDropout2D> {
  private final double rate;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  private SpatialDropout2D(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("Expected a rate between 0 and 1. Received: rate=" + rate);
    }
    this.rate = rate;
  }

  /** Drops a share {@code rate} of the channels, from 0 to 1. */
  public static SpatialDropout2D of(double rate) {
    return new SpatialDropout2D(rate);
  }

  /** Where the channels are. Default: last. */
  @Override
  public SpatialDropout2D dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> layer.dataFormat = dataFormat);
  }

  @Override
  public Shape outputShape(Shape input) {
    Windows.picture(this::wrongInput, dataFormat, input);
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training() || rate == 0) {
      return x;
    }
    int n = x.shape().size(0);
    Shape noise =
        dataFormat == DataFormat.CHANNELS_LAST
            ? Shape.of(n, 1, 1, x.shape().size(3))
            : Shape.of(n, x.shape().size(1), 1, 1);
    return Dropout.dropped(x, stream(x.graph(), 0), rate, noise);
  }

  @Override
  protected void addTo(Config config) {
    config.with("rate", rate);
    addSeed(config);
    config.with("data_format", dataFormat);
  }

  static SpatialDropout2D fromConfig(Config config) {
    // Keras 1 called it p.
    SpatialDropout2D layer = of(config.getDouble("rate", config.getDouble("p", 0))).seeded(config);
    return layer.dataFormat(config.getEnum("data_format", layer.dataFormat));
  }
}
