package io.github.markhor.reports;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Draws pictures with text and writes PNG files, for all reports of this package. */
final class Png {
  private Png() {}

  /**
   * A picture with text.
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  static BufferedImage drawn(Supplier<BufferedImage> drawing) {
    try {
      return drawing.get();
    } catch (InternalError | LinkageError e) {
      // The exception depends on the missing part of the font system; a second try gives a
      // NoClassDefFoundError.
      throw new IllegalStateException(
          "Java found no fonts to write with. Install fontconfig and a font"
              + " (on Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core).",
          e);
    }
  }

  /** Writes a picture as PNG; its folder is made if need be. */
  static void write(BufferedImage picture, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        ImageIO.write(picture, "png", out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the picture " + file + ": " + e, e);
    }
  }
}
