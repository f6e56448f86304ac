package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/** The base of initializers that give every element the same number. */
public abstract class SameNumber implements Initializer {
  private final double number;

  SameNumber(double number) {
    this.number = number;
  }

  @Override
  public final float[] values(Shape shape, long seed) {
    return Filled.with(shape, number);
  }

  @Override
  public final String className() {
    return getClass().getSimpleName();
  }

  /** Empty, unless the number is an argument. */
  @Override
  public Config config() {
    return new Config();
  }

  @Override
  public final String toString() {
    return config().values().isEmpty() ? className() : className() + config().values();
  }
}
