package io.github.markhor.data.picture;

import java.nio.file.Path;

/** A picture cannot be read: missing, cut off, or not a picture. The message names the file. */
public final class PictureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path file;

  /** The error about a file. The problem is the end of a sentence, with its full stop. */
  public PictureException(Path file, String problem, Throwable cause) {
    super("Cannot read the picture " + file + ": " + problem, cause);
    this.file = file;
  }

  /** The error about a file. The problem is the end of a sentence, with its full stop. */
  public PictureException(Path file, String problem) {
    this(file, problem, null);
  }

  /** The file that could not be read. */
  public Path file() {
    return file;
  }
}
