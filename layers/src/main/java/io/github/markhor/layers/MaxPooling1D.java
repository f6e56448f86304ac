package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;

/**
 * The largest number of each window of rows (N, L, C), channel by channel; of equal ones, the first
 * gets the gradient. See <a href="https://keras.io/api/layers/pooling_layers/max_pooling1d/">Keras:
 * MaxPooling1D</a>.
 */
public final class MaxPooling1D extends BasePooling<MaxPooling1D> {
  private MaxPooling1D(int poolSize) {
    super(poolSize);
  }

  /** A window of {@code poolSize} neighbours: Keras's default is 2. */
  public static MaxPooling1D of(int poolSize) {
    return new MaxPooling1D(poolSize);
  }

  @Override
  Value pool(Value pictures, Window window) {
    return pictures.graph().apply(new Pooling.Max(window), pictures).output(0);
  }

  static MaxPooling1D fromConfig(Config config) {
    return of(config.getTuple("pool_size", 2)[0]).poolingConfigured(config);
  }
}
