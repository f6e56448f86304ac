package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of each channel: (N, H, W, C) becomes (N, C). See <a
 * href="https://keras.io/api/layers/pooling_layers/global_average_pooling2d/">Keras:
 * GlobalAveragePooling2D</a>.
 */
public final class GlobalAveragePooling2D extends BaseGlobalPooling<GlobalAveragePooling2D> {
  private GlobalAveragePooling2D() {
    super(2);
  }

  /** From (N, H, W, C) to (N, C). */
  public static GlobalAveragePooling2D of() {
    return new GlobalAveragePooling2D();
  }

  @Override
  Value pool(Value x, int... pooled) {
    return x.mean(pooled);
  }

  static GlobalAveragePooling2D fromConfig(Config config) {
    return of().poolingConfigured(config);
  }
}
