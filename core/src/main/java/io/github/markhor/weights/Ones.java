package io.github.markhor.weights;

import io.github.markhor.Shape;
import io.github.markhor.config.Config;

/** All 1. See <a href="https://keras.io/api/layers/initializers/">Keras: initializers</a>. */
public final class Ones implements Initializer {
  private static final Ones INSTANCE = new Ones();

  private Ones() {}

  public static Ones of() {
    return INSTANCE;
  }

  @Override
  public float[] values(Shape shape, long seed) {
    return Filled.with(shape, 1);
  }

  @Override
  public String className() {
    return "Ones";
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
