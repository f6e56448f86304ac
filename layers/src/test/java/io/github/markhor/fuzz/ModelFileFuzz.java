package io.github.markhor.fuzz;

import io.github.markhor.Model;
import io.github.markhor.file.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A target for Jazzer: loads a whole model in whatever format the bytes seem to be. See
 * CONTRIBUTING.md.
 */
public final class ModelFileFuzz {
  private static final Path FILE = temporary();

  private ModelFileFuzz() {}

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("fuzz", ".model");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Anything but a ModelFileException is a finding. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Files.write(FILE, data);
    try (Model model = Model.load(FILE)) {
      if (model.layers().isEmpty()) {
        throw new IllegalStateException("loaded nothing");
      }
    } catch (ModelFileException refused) {
      return;
    }
  }
}
