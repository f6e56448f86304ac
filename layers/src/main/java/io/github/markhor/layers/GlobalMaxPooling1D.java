package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The largest number of each channel: rows (N, L, C) become (N, C). Equal ones share the gradient.
 * See <a href="https://keras.io/api/layers/pooling_layers/global_max_pooling1d/">Keras:
 * GlobalMaxPooling1D</a>.
 */
public final class GlobalMaxPooling1D extends BaseGlobalPooling<GlobalMaxPooling1D> {
  private GlobalMaxPooling1D() {
    super(1);
  }

  /** From (N, steps, C) to (N, C). */
  public static GlobalMaxPooling1D of() {
    return new GlobalMaxPooling1D();
  }

  @Override
  Value pool(Value x, int... pooled) {
    return x.maxOver(pooled);
  }

  static GlobalMaxPooling1D fromConfig(Config config) {
    return of().poolingConfigured(config);
  }
}
