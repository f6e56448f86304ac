package io.github.markhor.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** A folder of drawn pictures, which is there wholly or not at all. */
final class DrawnFolder {
  private DrawnFolder() {}

  /**
   * Draws pictures into a folder; one that is there already is kept as it is.
   *
   * @param format the files' ending, {@code jpg} or {@code png}
   * @param pictures the file names without their ending, and what draws each
   */
  static void fill(Path folder, String format, Map<String, Supplier<BufferedImage>> pictures) {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      // Under another name until all are there, so that an interrupted run leaves no half a folder.
      Path parent = folder.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      Path unfinished = Files.createTempDirectory(parent, ".drawing");
      for (Map.Entry<String, Supplier<BufferedImage>> picture : pictures.entrySet()) {
        Path file = unfinished.resolve(picture.getKey() + "." + format);
        ImageIO.write(picture.getValue().get(), format, file.toFile());
      }
      Files.move(unfinished, folder);
    } catch (IOException failed) {
      throw new UncheckedIOException("The pictures could not be drawn into " + folder, failed);
    }
  }
}
