package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;

/**
 * The largest number of each window, channel by channel; of equal ones, the first in row order gets
 * the gradient. See <a href="https://keras.io/api/layers/pooling_layers/max_pooling2d/">Keras:
 * MaxPooling2D</a>.
 */
public final class MaxPooling2D extends BasePooling2D<MaxPooling2D> {
  private MaxPooling2D(int poolHeight, int poolWidth) {
    super(poolHeight, poolWidth);
  }

  /** A window of {@code poolSize} rows and columns: Keras's default is 2. */
  public static MaxPooling2D of(int poolSize) {
    return of(poolSize, poolSize);
  }

  /** A window of {@code poolHeight} rows and {@code poolWidth} columns. */
  public static MaxPooling2D of(int poolHeight, int poolWidth) {
    return new MaxPooling2D(poolHeight, poolWidth);
  }

  @Override
  Value pool(Value pictures, Window window) {
    return pictures.graph().apply(new Pooling.Max(window), pictures).output(0);
  }

  static MaxPooling2D fromConfig(Config config) {
    int[] size = config.getTuple("pool_size", 2, 2);
    return of(size[0], size[1]).poolingConfigured(config);
  }
}
