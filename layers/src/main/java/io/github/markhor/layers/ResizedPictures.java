package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * The base of layers that bring pictures (N, H, W, C) to one size, in training and otherwise.
 *
 * @param <L> the layer's own class
 */
abstract class ResizedPictures<L extends ResizedPictures<L>> extends AbstractLayer<L>
    implements ChannelsLayer<L> {
  private final int height;
  private final int width;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** A size in pixels. */
  ResizedPictures(int height, int width) {
    int[] size = Pairs.positive("size", height, width);
    this.height = size[0];
    this.width = size[1];
  }

  /** Where the channels are. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((ResizedPictures<?>) layer).dataFormat = dataFormat);
  }

  @Override
  public final Shape outputShape(Shape input) {
    Shape picture = Windows.picture(this::wrongInput, dataFormat, input);
    return dataFormat.fromLast(Shape.of(height, width, picture.size(2)));
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    return dataFormat.fromLast(resized(dataFormat.toLast(x), height, width));
  }

  /** Pictures (N, H, W, C) in that size. */
  abstract Value resized(Value pictures, int height, int width);

  @Override
  protected void addTo(Config config) {
    config.with("data_format", dataFormat).with("height", height).with("width", width);
  }

  /** A copy with the arguments of a config but for the size. */
  final L sizeConfigured(Config config) {
    return configured(config).dataFormat(config.getEnum("data_format", dataFormat));
  }
}
