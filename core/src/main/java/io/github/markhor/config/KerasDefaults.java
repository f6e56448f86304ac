package io.github.markhor.config;

/**
 * Numbers of Keras's configuration that several of its formulas share. See <a
 * href="https://keras.io/api/utils/config_utils/">Keras: config utilities</a>.
 */
public final class KerasDefaults {
  /** Keeps divisions and logarithms finite: {@code keras.config.epsilon()}. */
  public static final double EPSILON = 1e-7;

  private KerasDefaults() {}
}
