package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/**
 * x, or {@code alpha} · (exp(x) - 1) where it is negative: Clevert, Unterthiner and Hochreiter,
 * "Fast and Accurate Deep Network Learning by Exponential Linear Units" (2016). See <a
 * href="https://keras.io/api/layers/activation_layers/elu/">Keras: ELU</a>.
 */
public final class ELU extends AbstractLayer<ELU> {
  private final double alpha;

  private ELU(double alpha) {
    if (!Double.isFinite(alpha)) {
      throw new IllegalArgumentException("Expected a finite alpha. Received: alpha=" + alpha);
    }
    this.alpha = alpha;
  }

  /** With an alpha of 1. */
  public static ELU of() {
    return of(1);
  }

  /** Large negative numbers approach -alpha. */
  public static ELU of(double alpha) {
    return new ELU(alpha);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    // The exponential sees no positive x; at 0 the gradient is alpha, as in Keras.
    return x.relu().add(x.min(0).unary(Unary.Kind.EXPM1).mul(alpha));
  }

  @Override
  protected void addTo(Config config) {
    config.with("alpha", alpha);
  }

  static ELU fromConfig(Config config) {
    return of(config.getDouble("alpha", 1)).configured(config);
  }
}
