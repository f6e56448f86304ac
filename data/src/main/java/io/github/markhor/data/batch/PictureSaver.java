package io.github.markhor.data.batch;

import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Saves finished pictures to a folder, to be looked at, each stretched to levels of 0 to 255, as
 * Keras's {@code save_to_dir} does. The file's name is {@code PREFIX_INDEX_NUMBER.FORMAT}, with
 * {@code -2} and so on where another run or source has written a file of that name, or anyone else.
 */
public final class PictureSaver {
  private final Path directory;
  private final String prefix;
  private final String format;

  /** The files that this saver has written, by the names that they were to have. */
  private final Map<Path, Path> written = new ConcurrentHashMap<>();

  /**
   * A saver; refuses formats that cannot be written.
   *
   * @param directory made if it does not exist
   * @param format the ending of the files' names
   */
  public PictureSaver(Path directory, String prefix, String format) {
    this.directory = directory;
    this.prefix = prefix;
    this.format = format;
    PictureFormats.writing("saveFormat of", format);
  }

  /** The folder. */
  public Path directory() {
    return directory;
  }

  /** A saver of the same settings that has written nothing: each source has its own. */
  public PictureSaver unused() {
    return new PictureSaver(directory, prefix, format);
  }

  /**
   * Saves a picture.
   *
   * @param picture the values, (H, W, C)
   * @param index the picture's number in its source
   */
  void save(float[] picture, Shape shape, int index, int number) {
    Path wanted = directory.resolve(prefix + "_" + index + "_" + number + "." + format);
    Picture levels = new Picture();
    levels.resize(shape.size(0), shape.size(1), shape.size(2));
    PictureLevels.stretch(picture, Math.toIntExact(shape.elements()), levels.levels());
    try {
      Files.createDirectories(directory);
      Path file = written.computeIfAbsent(wanted, PictureSaver::reserve);
      PictureFormats.writing("saveFormat of", format).write(levels, file);
    } catch (IOException e) {
      throw cannotSave(wanted, e);
    }
  }

  /** Makes an empty file of a free name, so that no other source takes the name. */
  private static Path reserve(Path wanted) {
    while (true) {
      try {
        return Files.createFile(SafeFiles.free(wanted));
      } catch (FileAlreadyExistsException takenMeanwhile) {
        continue;
      } catch (IOException e) {
        throw cannotSave(wanted, e);
      }
    }
  }

  private static UncheckedIOException cannotSave(Path file, IOException e) {
    return new UncheckedIOException("Cannot save the picture " + file + ": " + e.getMessage(), e);
  }
}
