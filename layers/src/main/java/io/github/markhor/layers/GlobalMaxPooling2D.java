package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * The largest number of each channel: (N, H, W, C) becomes (N, C). Equal ones share the gradient.
 * See <a href="https://keras.io/api/layers/pooling_layers/global_max_pooling2d/">Keras:
 * GlobalMaxPooling2D</a>.
 */
public final class GlobalMaxPooling2D extends BaseGlobalPooling<GlobalMaxPooling2D> {
  private GlobalMaxPooling2D() {
    super(2);
  }

  /** From (N, H, W, C) to (N, C). */
  public static GlobalMaxPooling2D of() {
    return new GlobalMaxPooling2D();
  }

  @Override
  Value pool(Value x, int... pooled) {
    return x.maxOver(pooled);
  }

  static GlobalMaxPooling2D fromConfig(Config config) {
    return of().poolingConfigured(config);
  }
}
