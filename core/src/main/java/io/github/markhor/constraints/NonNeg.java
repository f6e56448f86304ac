package io.github.markhor.constraints;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * Negative weights become 0. See <a href="https://keras.io/api/layers/constraints/">Keras:
 * constraints</a>.
 */
public final class NonNeg implements Constraint {
  private static final NonNeg INSTANCE = new NonNeg();

  private NonNeg() {}

  /** Weights below 0 become 0. */
  public static NonNeg of() {
    return INSTANCE;
  }

  @Override
  public Value apply(Value weight) {
    return weight.relu();
  }

  @Override
  public String className() {
    return "NonNeg";
  }

  @Override
  public Config config() {
    return new Config();
  }

  @Override
  public String toString() {
    return className();
  }
}
