package io.github.markhor.backend;

/** A backend is not there, cannot be loaded or cannot do what is asked: the message says which. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BackendException(String message) {
    super(message);
  }

  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
