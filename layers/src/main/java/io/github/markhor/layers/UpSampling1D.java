package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * Repeats each element of rows: (N, L, C) becomes (N, L · size, C). See <a
 * href="https://keras.io/api/layers/reshaping_layers/up_sampling1d/">Keras: UpSampling1D</a>.
 */
public final class UpSampling1D extends AbstractLayer<UpSampling1D> {
  private final int size;

  private UpSampling1D(int size) {
    this.size = Pairs.positive("size", size)[0];
  }

  /** A whole factor; Keras's default is 2. */
  public static UpSampling1D of(int size) {
    return new UpSampling1D(size);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape row = Windows.sample(this::wrongInput, DataFormat.CHANNELS_LAST, input, 1);
    long length = (long) row.size(0) * size;
    if (length > Integer.MAX_VALUE) {
      throw wrongInput("rows whose result is shorter than 2^31", input);
    }
    return row.with(0, (int) length);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Shape from = x.shape();
    int n = from.size(0);
    int length = from.size(1);
    int channels = from.size(2);
    return x.reshape(n, length, 1, channels)
        .broadcastTo(Shape.of(n, length, size, channels))
        .reshape(n, length * size, channels);
  }

  @Override
  protected void addTo(Config config) {
    config.with("size", size);
  }

  static UpSampling1D fromConfig(Config config) {
    // Keras 1 called it length.
    return of(config.getInt("size", config.getInt("length", 2))).configured(config);
  }
}
