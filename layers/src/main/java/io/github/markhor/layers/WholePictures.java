package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * The base of layers that change pictures (N, H, W, C) by what is in them, without chance. They
 * compute in float32 whatever their type.
 *
 * @param <L> the layer's own class
 */
abstract class WholePictures<L extends WholePictures<L>> extends AbstractLayer<L>
    implements ChannelsLayer<L> {
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private ValueRange valueRange = ValueRange.BYTES;

  /** For the layers of this package. */
  WholePictures() {}

  /** Where the channels are. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((WholePictures<?>) layer).dataFormat = dataFormat);
  }

  /** The bounds of the pictures' numbers. Default: 0 to 255. */
  public final L valueRange(double low, double high) {
    return withRange(ValueRange.of(low, high));
  }

  final L withRange(ValueRange range) {
    return with(layer -> ((WholePictures<?>) layer).valueRange = range);
  }

  final ValueRange valueRange() {
    return valueRange;
  }

  /** Whether pictures stay as they are outside training. */
  abstract boolean leavesAtInference();

  /** Pictures (N, H, W, C) in float32, changed. */
  abstract Value changed(Value pictures);

  @Override
  public final Shape outputShape(Shape input) {
    Windows.picture(this::wrongInput, dataFormat, input);
    return input;
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    return !context.training() && leavesAtInference()
        ? x
        : dataFormat.fromLast(transformed(dataFormat.toLast(x)));
  }

  /** Pictures (N, H, W, C) as training sees them. */
  final Value transformed(Value pictures) {
    return changed(pictures.cast(DType.FLOAT32)).cast(pictures.dtype());
  }

  /** Adds the arguments of this class. */
  final void addWhole(Config config) {
    config.with("value_range", valueRange.json()).with("data_format", dataFormat);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L wholeConfigured(Config config) {
    return configured(config)
        .dataFormat(config.getEnum("data_format", dataFormat))
        .withRange(ValueRange.of(config));
  }
}
