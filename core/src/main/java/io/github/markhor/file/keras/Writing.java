package io.github.markhor.file.keras;

import io.github.markhor.file.ModelFileException;
import io.github.markhor.hdf5.Hdf5Exception;
import java.io.IOException;
import java.nio.file.Path;

/** Turns whatever stops the writing of a file into the exception that names the file. */
final class Writing {
  private Writing() {}

  /** Writes a file. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  static void to(Path file, Action action) {
    try {
      action.run();
    } catch (IOException problem) {
      throw new ModelFileException("The file " + file + " cannot be written: " + problem, problem);
    } catch (Hdf5Exception problem) {
      throw new ModelFileException(
          "The file " + file + " cannot be written: " + problem.getMessage(), problem);
    }
  }
}
