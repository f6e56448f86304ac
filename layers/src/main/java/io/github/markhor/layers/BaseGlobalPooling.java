package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The base of pooling over whole samples, pictures (N, H, W, C) or rows (N, L, C): the result is
 * (N, C), or with {@link #keepdims} (N, 1, 1, C) or (N, 1, C).
 *
 * @param <L> the layer's own class
 */
abstract class BaseGlobalPooling<L extends BaseGlobalPooling<L>> extends AbstractLayer<L>
    implements ChannelsLayer<L> {
  private final int axes;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private boolean keepdims;

  /** Of so many axes besides the batch's and the channels'. */
  BaseGlobalPooling(int axes) {
    this.axes = axes;
  }

  /** Where the channels are. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((BaseGlobalPooling<?>) layer).dataFormat = dataFormat);
  }

  /** Whether the pooled axes stay, with size 1. Default: false. */
  public final L keepdims(boolean keepdims) {
    return with(layer -> ((BaseGlobalPooling<?>) layer).keepdims = keepdims);
  }

  @Override
  public final Shape outputShape(Shape input) {
    int channels = Windows.sample(this::wrongInput, dataFormat, input, axes).size(-1);
    int[] kept = new int[axes + 1];
    Arrays.fill(kept, 1);
    kept[axes] = channels;
    return keepdims ? dataFormat.fromLast(Shape.of(kept)) : Shape.of(channels);
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    int first = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    Value pooled = pool(x, IntStream.range(first, first + axes).toArray());
    Shape result = outputShape(x.shape().dropFirst());
    return pooled.reshape(result.prepend(x.shape().size(0)));
  }

  /** Pools along axes, which are removed. */
  abstract Value pool(Value x, int... pooled);

  @Override
  protected final void addTo(Config config) {
    config.with("data_format", dataFormat).with("keepdims", keepdims);
  }

  /** A copy with the arguments of a config. */
  final L poolingConfigured(Config config) {
    L copy = configured(config);
    BaseGlobalPooling<?> layer = copy;
    layer.dataFormat = config.getEnum("data_format", dataFormat);
    layer.keepdims = config.getBoolean("keepdims", keepdims);
    return copy;
  }
}
