package io.github.markhor.config;

/** Thrown for a config that is not as Keras writes it, or that names something unknown. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
