package io.github.markhor.regularizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * {@code l1} · Σ|x|. Default: 0.01. See <a href="https://keras.io/api/layers/regularizers/">Keras:
 * regularizers</a>.
 */
public final class L1 implements Regularizer {
  private static final double FACTOR = 0.01;

  private final double l1;

  private L1(double l1) {
    this.l1 = L1L2.checked("l1", l1);
  }

  /** The sum of the absolute weights times 0.01. */
  public static L1 of() {
    return of(FACTOR);
  }

  /** The sum of the absolute weights times {@code l1}. */
  public static L1 of(double l1) {
    return new L1(l1);
  }

  static L1 fromConfig(Config config) {
    // Keras 2 called it l as well.
    return of(config.getDouble("l1", config.getDouble("l", FACTOR)));
  }

  @Override
  public Value penalty(Value x) {
    return x.abs().sum().mul(l1);
  }

  @Override
  public String className() {
    return "L1";
  }

  @Override
  public Config config() {
    return new Config().with("l1", l1);
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
