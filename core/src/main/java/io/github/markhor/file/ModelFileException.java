package io.github.markhor.file;

/** A file cannot be read as a model, or a model not be written to a file; the message says why. */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelFileException(String message) {
    super(message);
  }

  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
