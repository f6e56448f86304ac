package io.github.markhor.backend;

/** Says that a backend is missing, cannot be loaded, or cannot do what is asked of it. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BackendException(String message) {
    super(message);
  }

  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
