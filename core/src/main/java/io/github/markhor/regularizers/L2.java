package io.github.markhor.regularizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * {@code l2} · Σx², without a factor ½. Default: 0.01. See <a
 * href="https://keras.io/api/layers/regularizers/">Keras: regularizers</a>.
 */
public final class L2 implements Regularizer {
  private static final double FACTOR = 0.01;

  private final double l2;

  private L2(double l2) {
    this.l2 = L1L2.checked("l2", l2);
  }

  /** The sum of the squared weights times 0.01. */
  public static L2 of() {
    return of(FACTOR);
  }

  /** The sum of the squared weights times {@code l2}. */
  public static L2 of(double l2) {
    return new L2(l2);
  }

  static L2 fromConfig(Config config) {
    // Keras 2 called it l as well.
    return of(config.getDouble("l2", config.getDouble("l", FACTOR)));
  }

  @Override
  public Value penalty(Value x) {
    return x.square().sum().mul(l2);
  }

  @Override
  public String className() {
    return "L2";
  }

  @Override
  public Config config() {
    return new Config().with("l2", l2);
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
