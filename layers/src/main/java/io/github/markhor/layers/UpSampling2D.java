package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layers.Resampling.Axis;
import io.github.markhor.tensor.Shape;

/**
 * Enlarges pictures by whole factors: (N, H, W, C) becomes (N, H · height, W · width, C). See <a
 * href="https://keras.io/api/layers/reshaping_layers/up_sampling2d/">Keras: UpSampling2D</a>.
 */
public final class UpSampling2D extends AbstractLayer<UpSampling2D>
    implements ChannelsLayer<UpSampling2D> {
  private final int[] size;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private Interpolation interpolation = Interpolation.NEAREST;

  private UpSampling2D(int[] size) {
    this.size = Pairs.positive("size", size);
  }

  /** The same factor for height and width; Keras's default is 2. */
  public static UpSampling2D of(int size) {
    return of(size, size);
  }

  /** A factor for the height and one for the width. */
  public static UpSampling2D of(int height, int width) {
    return new UpSampling2D(new int[] {height, width});
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  @Override
  public UpSampling2D dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> layer.dataFormat = dataFormat);
  }

  /** How new pixels are made. Default: {@link Interpolation#NEAREST}, which repeats the old. */
  public UpSampling2D interpolation(Interpolation interpolation) {
    if (interpolation == Interpolation.AREA) {
      throw new IllegalArgumentException(
          "Expected an interpolation other than area, which makes pictures smaller. Received:"
              + " interpolation=area");
    }
    Require.notNull("interpolation", interpolation);
    return with(layer -> layer.interpolation = interpolation);
  }

  /** The interpolation of Keras's name: {@code nearest}. */
  public UpSampling2D interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape picture = Windows.picture(this::wrongInput, dataFormat, input);
    long height = (long) picture.size(0) * size[0];
    long width = (long) picture.size(1) * size[1];
    if (Math.max(height, width) > Integer.MAX_VALUE) {
      throw wrongInput("pictures whose result has sides below 2^31", input);
    }
    return dataFormat.fromLast(Shape.of((int) height, (int) width, picture.size(2)));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value pictures = dataFormat.toLast(x);
    Shape from = pictures.shape();
    Axis height = Axis.whole(from.size(1), from.size(1) * size[0]);
    Axis width = Axis.whole(from.size(2), from.size(2) * size[1]);
    return dataFormat.fromLast(
        interpolation == Interpolation.NEAREST
            ? repeated(pictures)
            : Resampling.apply(pictures, height, width, interpolation, false));
  }

  private Value repeated(Value pictures) {
    Shape from = pictures.shape();
    int n = from.size(0);
    int rows = from.size(1);
    int columns = from.size(2);
    int channels = from.size(3);
    return pictures
        .reshape(n, rows, 1, columns, 1, channels)
        .broadcastTo(Shape.of(n, rows, size[0], columns, size[1], channels))
        .reshape(n, rows * size[0], columns * size[1], channels);
  }

  @Override
  protected void addTo(Config config) {
    config.with("size", size).with("data_format", dataFormat).with("interpolation", interpolation);
  }

  static UpSampling2D fromConfig(Config config) {
    UpSampling2D layer = new UpSampling2D(config.getTuple("size", 2, 2)).configured(config);
    return layer
        .dataFormat(config.getEnum("data_format", layer.dataFormat))
        .interpolation(config.getEnum("interpolation", layer.interpolation));
  }
}
