package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;

/**
 * The mean of each window, channel by channel; padding is left out of the count. See <a
 * href="https://keras.io/api/layers/pooling_layers/average_pooling2d/">Keras: AveragePooling2D</a>.
 */
public final class AveragePooling2D extends BasePooling2D<AveragePooling2D> {
  private AveragePooling2D(int poolHeight, int poolWidth) {
    super(poolHeight, poolWidth);
  }

  /** A window of {@code poolSize} rows and columns: Keras's default is 2. */
  public static AveragePooling2D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  /** A window of {@code poolHeight} rows and {@code poolWidth} columns. */
  public static AveragePooling2D of(int poolHeight, int poolWidth) {
    return new AveragePooling2D(poolHeight, poolWidth);
  }

  @Override
  Value pool(Value pictures, Window window) {
    return pictures.graph().apply(new Pooling.Average(window), pictures).output(0);
  }

  static AveragePooling2D fromConfig(Config config) {
    int[] size = config.getTuple("pool_size", 2, 2);
    return of(size[0], size[1]).poolingConfigured(config);
  }
}
