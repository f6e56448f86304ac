package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;

/**
 * The mean of each window of rows (N, L, C), channel by channel; padding is left out of the count.
 * See <a href="https://keras.io/api/layers/pooling_layers/average_pooling1d/">Keras:
 * AveragePooling1D</a>.
 */
public final class AveragePooling1D extends BasePooling<AveragePooling1D> {
  private AveragePooling1D(int poolSize) {
    super(poolSize);
  }

  /** A window of {@code poolSize} neighbours: Keras's default is 2. */
  public static AveragePooling1D of(int poolSize) {
    return new AveragePooling1D(poolSize);
  }

  @Override
  Value pool(Value pictures, Window window) {
    return pictures.graph().apply(new Pooling.Average(window), pictures).output(0);
  }

  static AveragePooling1D fromConfig(Config config) {
    return of(config.getTuple("pool_size", 2)[0]).poolingConfigured(config);
  }
}
