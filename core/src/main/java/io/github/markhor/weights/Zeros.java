package io.github.markhor.weights;

import io.github.markhor.Shape;
import io.github.markhor.config.Config;

/** All 0. See <a href="https://keras.io/api/layers/initializers/">Keras: initializers</a>. */
public final class Zeros implements Initializer {
  private static final Zeros INSTANCE = new Zeros();

  private Zeros() {}

  public static Zeros of() {
    return INSTANCE;
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return Filled.with(shape, 0);
  }

  @Override
  public String className() {
    return "Zeros";
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
