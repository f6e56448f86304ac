package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The mean of each channel: rows (N, L, C) become (N, C). See <a
 * href="https://keras.io/api/layers/pooling_layers/global_average_pooling1d/">Keras:
 * GlobalAveragePooling1D</a>.
 */
public final class GlobalAveragePooling1D extends BaseGlobalPooling<GlobalAveragePooling1D> {
  private GlobalAveragePooling1D() {
    super(1);
  }

  /** From (N, steps, C) to (N, C). */
  public static GlobalAveragePooling1D of() {
    return new GlobalAveragePooling1D();
  }

  @Override
  Value pool(Value x, int... pooled) {
    return x.mean(pooled);
  }

  static GlobalAveragePooling1D fromConfig(Config config) {
    return of().poolingConfigured(config);
  }
}
