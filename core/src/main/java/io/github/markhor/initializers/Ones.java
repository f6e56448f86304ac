package io.github.markhor.initializers;

/** All 1. See <a href="https://keras.io/api/layers/initializers/">Keras: initializers</a>. */
public final class Ones extends SameNumber {
  private static final Ones INSTANCE = new Ones();

  private Ones() {
    super(1);
  }

  /** All weights are 1. */
  public static Ones of() {
    return INSTANCE;
  }
}
