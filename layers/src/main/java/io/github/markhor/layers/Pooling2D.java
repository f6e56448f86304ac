package io.github.markhor.layers;

import io.github.markhor.AbstractLayer;
import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import java.util.Objects;

/**
 * What pooling of pictures (N, H, W, C) over windows has in common.
 *
 * @param <L> the layer's own class
 */
public abstract class Pooling2D<L extends Pooling2D<L>> extends AbstractLayer<L> {
  private static final int[] NO_DILATION = {1, 1};

  private final int[] poolSize;
  private int[] strides;
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** A window of so many rows and columns. */
  protected Pooling2D(int poolHeight, int poolWidth) {
    this.poolSize = Pairs.positive("poolSize", poolHeight, poolWidth);
    this.strides = poolSize;
  }

  /** How far the window moves at a time, down and to the right. Default: its size. */
  public final L strides(int strides) {
    return strides(strides, strides);
  }

  /** How far the window moves at a time, down and to the right. Default: its size. */
  public final L strides(int height, int width) {
    int[] pair = Pairs.positive("strides", height, width);
    return with(layer -> ((Pooling2D<?>) layer).strides = pair);
  }

  /** Padding never counts. Default: {@link Padding#VALID}. */
  public final L padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(layer -> ((Pooling2D<?>) layer).padding = padding);
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  public final L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(layer -> ((Pooling2D<?>) layer).dataFormat = dataFormat);
  }

  @Override
  public final Shape outputShape(Shape input) {
    Shape picture = Windows.picture(this::wrongInput, dataFormat, input);
    Window window = window(picture);
    Windows.check(this::wrongInput, input, picture, window);
    return dataFormat.fromLast(
        Shape.of(
            window.outputHeight(picture.size(0)),
            window.outputWidth(picture.size(1)),
            picture.size(2)));
  }

  private Window window(Shape picture) {
    return Windows.of(padding, poolSize, strides, NO_DILATION, picture);
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    Value pictures = dataFormat.toLast(x);
    return dataFormat.fromLast(pool(pictures, window(pictures.shape().dropFirst())));
  }

  /** Pools pictures (N, H, W, C). */
  protected abstract Value pool(Value pictures, Window window);

  @Override
  protected final void addTo(Config config) {
    config
        .with("pool_size", poolSize)
        .with("padding", padding.kerasName())
        .with("strides", strides)
        .with("data_format", dataFormat.kerasName());
  }

  /** A copy with the arguments of a config. */
  protected final L poolingConfigured(Config config) {
    L copy = configured(config);
    Pooling2D<?> layer = copy;
    int[] pair = config.getPair("strides", poolSize[0], poolSize[1]);
    layer.strides = Pairs.positive("strides", pair);
    layer.padding = Padding.of(config.getString("padding", "valid"));
    layer.dataFormat = DataFormat.of(config);
    return copy;
  }
}
