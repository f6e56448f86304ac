package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;

/**
 * Adds zeros at both ends of rows: (N, L, C) becomes (N, start + L + end, C). See <a
 * href="https://keras.io/api/layers/reshaping_layers/zero_padding1d/">Keras: ZeroPadding1D</a>.
 */
public final class ZeroPadding1D extends Border1D<ZeroPadding1D>
    implements ChannelsLayer<ZeroPadding1D> {
  private static final String ARGUMENT = "padding";

  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  private ZeroPadding1D(int start, int end) {
    super(ARGUMENT, 1, start, end);
  }

  /** The same number at both ends; Keras's default is 1. */
  public static ZeroPadding1D of(int padding) {
    return of(padding, padding);
  }

  /** A number for each end. */
  public static ZeroPadding1D of(int start, int end) {
    return new ZeroPadding1D(start, end);
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  @Override
  public ZeroPadding1D dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> layer.dataFormat = dataFormat);
  }

  @Override
  DataFormat format() {
    return dataFormat;
  }

  @Override
  protected void addTo(Config config) {
    super.addTo(config);
    config.with("data_format", dataFormat);
  }

  static ZeroPadding1D fromConfig(Config config) {
    int[] border = border(config, ARGUMENT);
    ZeroPadding1D layer = of(border[0], border[1]).configured(config);
    return layer.dataFormat(config.getEnum("data_format", layer.dataFormat));
  }
}
