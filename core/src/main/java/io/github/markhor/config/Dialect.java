package io.github.markhor.config;

/** The version of Keras that wrote a config, where versions differ. */
public enum Dialect {
  /** Keras 1 and 2. */
  KERAS_2,
  KERAS_3
}
