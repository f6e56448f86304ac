package io.github.markhor.file;

import java.nio.file.Path;
import java.util.List;

/**
 * A format of files that hold whole models, or weights alone. A format of your own is listed by a
 * {@link ModelFormatCatalogue} of your own, which is named in {@code
 * META-INF/services/io.github.markhor.file.ModelFormatCatalogue} of your jar, or provided by your
 * module. {@link ModelFormats} says which format reads a file and which writes it.
 */
public interface ModelFormat {
  /** How surely a file is of a format. */
  enum Claim {
    /** It is not. */
    NONE,

    /**
     * The bytes are of the kind that the format is built on, a ZIP archive say, and the format says
     * what is missing in them if no other one claims the file with certainty.
     */
    CONTAINER,

    /** It is. A format that shares its container with others has looked into the file. */
    CERTAIN
  }

  /** The name for messages, without the endings: {@code Keras's ZIP format}. */
  String name();

  /**
   * The endings of the names of files that hold a whole model, in lower case, with the dot; empty
   * for a format of weights alone.
   */
  List<String> modelEndings();

  /**
   * The endings of the names of files that hold weights alone; empty if there are no such files.
   */
  List<String> weightsEndings();

  /**
   * Whether a file is of this format, by its content and never by its name.
   *
   * @param start the first bytes of the file, up to 4096
   */
  Claim claim(Path file, byte[] start);

  /**
   * Opens a file. Arrays are read later, until the result is closed.
   *
   * @throws ModelFileException if the file is damaged or holds no whole model
   */
  SavedModel read(Path file);

  /**
   * Opens the weights alone, also those of a whole model.
   *
   * @param model the model that they are for; a format that does not name layers finds them by
   *     their classes
   * @throws ModelFileException if the file is damaged or holds no weights
   */
  SavedWeights readWeights(Path file, Architecture model);

  /**
   * Writes a file that is not there yet. Never called for a format without {@link #modelEndings}.
   *
   * @throws ModelFileException if it cannot be written, or the format cannot hold the model
   */
  void write(SavedModel model, Path file);

  /**
   * Writes a model's weights alone to a file that is not there yet. Never called for a format
   * without {@link #weightsEndings}.
   *
   * @throws ModelFileException if it cannot be written
   */
  void writeWeights(SavedModel model, Path file);
}
