package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/**
 * Changes nothing: a place for a layer that is not there. See <a
 * href="https://keras.io/api/layers/core_layers/identity/">Keras: Identity</a>.
 */
public final class Identity extends AbstractLayer<Identity> {
  private Identity() {}

  /** Gives what it takes. */
  public static Identity of() {
    return new Identity();
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x;
  }

  @Override
  protected void addTo(Config config) {
    // It has no arguments of its own.
  }

  static Identity fromConfig(Config config) {
    return of().configured(config);
  }
}
