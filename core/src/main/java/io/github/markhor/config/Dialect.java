package io.github.markhor.config;

/** Where Keras changed its mind, the version that wrote a config decides. */
public enum Dialect {
  /** Keras 1 and 2. */
  KERAS_2,
  KERAS_3
}
