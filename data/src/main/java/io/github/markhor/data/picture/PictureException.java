package io.github.markhor.data.picture;

import java.nio.file.Path;

/** A picture cannot be read: missing, cut off, or not a picture. The message says which one. */
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

  /**
   * The error about a picture that is no file.
   *
   * @param picture what it is, to follow the words "the picture": {@code "of 7 bytes in memory"}
   * @param problem the end of a sentence, with its full stop
   */
  public PictureException(String picture, String problem, Throwable cause) {
    super("Cannot read the picture " + picture + ": " + problem, cause);
    this.file = null;
  }

  /** The file that could not be read; null for a picture that is no file. */
  public Path file() {
    return file;
  }
}
