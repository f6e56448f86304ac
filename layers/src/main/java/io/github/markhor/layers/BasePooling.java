package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * The base of pooling over windows, of pictures (N, H, W, C) or of rows (N, L, C), which are
 * pictures of one column.
 *
 * @param <L> the layer's own class
 */
abstract class BasePooling<L extends BasePooling<L>> extends AbstractLayer<L>
    implements ChannelsLayer<L> {
  private static final int[] NO_DILATION = {1, 1};

  private final int[] poolSize;
  private int[] strides;
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** A window with a size for each axis of a sample but the channels': one or two. */
  BasePooling(int... poolSize) {
    this.poolSize = Pairs.positive("poolSize", poolSize);
    this.strides = poolSize;
  }

  /** How far the window moves at a time, on every axis. Default: its size. */
  public final L strides(int strides) {
    int[] all = poolSize.clone();
    Arrays.fill(all, strides);
    return withStrides(all);
  }

  final L withStrides(int... steps) {
    int[] checked = Pairs.positive("strides", steps);
    return with(layer -> ((BasePooling<?>) layer).strides = checked);
  }

  /** Padding never counts. Default: {@link Padding#VALID}. */
  public final L padding(Padding padding) {
    Padding checked = padding.notCausal();
    return with(layer -> ((BasePooling<?>) layer).padding = checked);
  }

  /** The padding of Keras's name: {@code valid}, {@code same}. */
  public final L padding(String padding) {
    return padding(KerasNames.choice(Padding.class, "padding", padding));
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((BasePooling<?>) layer).dataFormat = dataFormat);
  }

  @Override
  public final Shape outputShape(Shape input) {
    Shape sample = Windows.sample(this::wrongInput, dataFormat, input, poolSize.length);
    Shape picture = Windows.asPicture(sample);
    Window window = window(picture);
    Windows.check(this::wrongInput, input, picture, window);
    Shape result = Windows.result(window, picture, picture.size(2));
    return dataFormat.fromLast(Windows.fromPicture(result, poolSize.length));
  }

  private Window window(Shape picture) {
    return Windows.of(
        padding, Windows.asPair(poolSize), Windows.asPair(strides), NO_DILATION, picture);
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    Value samples = dataFormat.toLast(x);
    int n = x.shape().size(0);
    Shape picture = Windows.asPicture(samples.shape().dropFirst());
    Value pooled = pool(samples.reshape(picture.prepend(n)), window(picture));
    Shape result = Windows.fromPicture(pooled.shape().dropFirst(), poolSize.length);
    return dataFormat.fromLast(pooled.reshape(result.prepend(n)));
  }

  /** Pools pictures (N, H, W, C). */
  abstract Value pool(Value pictures, Window window);

  @Override
  protected final void addTo(Config config) {
    config
        .with("pool_size", poolSize)
        .with("padding", padding)
        .with("strides", strides)
        .with("data_format", dataFormat);
  }

  /** A copy with the arguments of a config. */
  final L poolingConfigured(Config config) {
    L copy = configured(config);
    BasePooling<?> layer = copy;
    layer.strides = Pairs.positive("strides", config.getTuple("strides", poolSize));
    layer.padding = config.getEnum("padding", padding).notCausal();
    layer.dataFormat = config.getEnum("data_format", dataFormat);
    return copy;
  }
}
