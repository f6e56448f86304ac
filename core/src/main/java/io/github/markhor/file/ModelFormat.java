package io.github.markhor.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A format of files that hold whole models, or weights alone. */
public interface ModelFormat {
  /** The name, for messages. */
  String name();

  /**
   * Whether a file is of this format, by its content.
   *
   * @param start the bytes that it begins with
   */
  boolean recognizes(Path file, byte[] start);

  /** Whether a whole model in a file of this name is written in this format. */
  boolean writes(Path file);

  /** Whether weights alone in a file of this name are written in this format. */
  boolean writesWeights(Path file);

  /**
   * Opens a file. Arrays are read later, until the result is closed.
   *
   * @throws ModelFileException if it is not as it should be
   */
  SavedModel read(Path file);

  /**
   * Opens the weights alone, also those of a whole model.
   *
   * @param layers the model that they are for, described as in {@link SavedModel}; a format that
   *     does not name layers finds them by their classes
   * @throws ModelFileException if the file is not as it should be
   */
  SavedWeights readWeights(Path file, List<Map<String, Object>> layers);

  /**
   * Writes a file that is not there yet.
   *
   * @throws ModelFileException if it cannot be written, or the format cannot hold the model
   */
  void write(SavedModel model, Path file);

  /**
   * Writes a model's weights alone to a file that is not there yet.
   *
   * @throws ModelFileException if it cannot be written
   */
  void writeWeights(SavedModel model, Path file);
}
