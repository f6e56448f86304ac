package io.github.markhor.regularizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * {@code l1} · Σ|x| + {@code l2} · Σx², without a factor ½. Both are 0 by default. See <a
 * href="https://keras.io/api/layers/regularizers/">Keras: regularizers</a>.
 */
public final class L1L2 implements Regularizer {
  private final double l1;
  private final double l2;

  private L1L2(double l1, double l2) {
    this.l1 = checked("l1", l1);
    this.l2 = checked("l2", l2);
  }

  /** The sum of the absolute weights times {@code l1}, and of their squares times {@code l2}. */
  public static L1L2 of(double l1, double l2) {
    return new L1L2(l1, l2);
  }

  static L1L2 fromConfig(Config config) {
    return of(config.getDouble("l1", 0), config.getDouble("l2", 0));
  }

  static double checked(String name, double factor) {
    if (!(factor >= 0) || !Double.isFinite(factor)) {
      throw new IllegalArgumentException(
          "Expected a finite factor of at least 0. Received: " + name + "=" + factor);
    }
    return factor;
  }

  @Override
  public Value penalty(Value x) {
    Value sum = x.graph().constant(0);
    if (l1 != 0) {
      sum = x.abs().sum().mul(l1);
    }
    if (l2 != 0) {
      Value squares = x.square().sum().mul(l2);
      sum = l1 == 0 ? squares : sum.add(squares);
    }
    return sum;
  }

  @Override
  public String className() {
    return "L1L2";
  }

  @Override
  public Config config() {
    return new Config().with("l1", l1).with("l2", l2);
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
