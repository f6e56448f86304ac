package io.github.markhor.layers;

import io.github.markhor.AbstractLayer;
import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.Objects;

/**
 * What pooling of whole pictures has in common: from (N, H, W, C) to (N, C), or to (N, 1, 1, C)
 * with {@link #keepdims}.
 *
 * @param <L> the layer's own class
 */
public abstract class GlobalPooling2D<L extends GlobalPooling2D<L>> extends AbstractLayer<L> {
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private boolean keepdims;

  /** Where the channels are. Default: last. */
  public final L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(layer -> ((GlobalPooling2D<?>) layer).dataFormat = dataFormat);
  }

  /** Whether height and width stay, as axes of size 1. Default: false. */
  public final L keepdims(boolean keepdims) {
    return with(layer -> ((GlobalPooling2D<?>) layer).keepdims = keepdims);
  }

  @Override
  public final Shape outputShape(Shape input) {
    int channels = Windows.picture(this::wrongInput, dataFormat, input).size(2);
    return keepdims ? dataFormat.fromLast(Shape.of(1, 1, channels)) : Shape.of(channels);
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    int height = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    Value pooled = pool(x, height, height + 1);
    Shape result = outputShape(x.shape().dropFirst());
    return pooled.reshape(result.prepend(x.shape().size(0)));
  }

  /** Pools along two axes, which are removed. */
  protected abstract Value pool(Value x, int heightAxis, int widthAxis);

  @Override
  protected final void addTo(Config config) {
    config.with("data_format", dataFormat.kerasName()).with("keepdims", keepdims);
  }

  /** A copy with the arguments of a config. */
  protected final L poolingConfigured(Config config) {
    L copy = configured(config);
    GlobalPooling2D<?> layer = copy;
    layer.dataFormat = DataFormat.of(config);
    layer.keepdims = config.getBoolean("keepdims", false);
    return copy;
  }
}
