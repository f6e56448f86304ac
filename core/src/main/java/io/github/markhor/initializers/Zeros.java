package io.github.markhor.initializers;

/** All 0. See <a href="https://keras.io/api/layers/initializers/">Keras: initializers</a>. */
public final class Zeros extends SameNumber {
  private static final Zeros INSTANCE = new Zeros();

  private Zeros() {
    super(0);
  }

  /** All weights are 0. */
  public static Zeros of() {
    return INSTANCE;
  }
}
