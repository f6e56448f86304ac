package io.github.markhor.file;

import java.nio.file.Path;

/** A format of files that hold whole models. */
public interface ModelFormat {
  /** The name, for messages. */
  String name();

  /** Whether a file that begins with these bytes is of this format. */
  boolean recognizes(byte[] start);

  /** Whether a file of this name is written in this format. */
  boolean writes(Path file);

  /**
   * Opens a file. Arrays are read later, until the result is closed.
   *
   * @throws ModelFileException if it is not as it should be
   */
  SavedModel read(Path file);

  /**
   * Writes a file that is not there yet.
   *
   * @throws ModelFileException if it cannot be written, or the format cannot hold the model
   */
  void write(SavedModel model, Path file);
}
