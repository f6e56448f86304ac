package io.github.markhor.config;

/** A config is not as Keras writes it, or names something that is not known. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
