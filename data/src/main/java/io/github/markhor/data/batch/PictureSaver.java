package io.github.markhor.data.batch;

import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Saves finished pictures to a folder, to be looked at, each stretched to levels of 0 to 255, as
 * Keras's {@code save_to_dir} does. The file's name is {@code PREFIX_INDEX_NUMBER.FORMAT}.
 *
 * @param directory made if it does not exist
 * @param format the ending of the files' names
 */
public record PictureSaver(Path directory, String prefix, String format) {
  /** Refuses formats that cannot be written. */
  public PictureSaver {
    PictureFormats.writing(format);
  }

  /**
   * Saves a picture.
   *
   * @param picture the values, (H, W, C)
   * @param index the picture's number in its source
   */
  void save(float[] picture, Shape shape, int index, int number) {
    Path file = directory.resolve(prefix + "_" + index + "_" + number + "." + format);
    Picture levels = new Picture();
    levels.resize(shape.size(0), shape.size(1), shape.size(2));
    stretch(picture, Math.toIntExact(shape.elements()), levels.levels());
    try {
      Files.createDirectories(directory);
      PictureFormats.writing(format).write(levels, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the picture " + file + ": " + e.getMessage(), e);
    }
  }

  private static void stretch(float[] picture, int values, byte[] levels) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values; i++) {
      min = Math.min(min, picture[i]);
      max = Math.max(max, picture[i]);
    }
    float range = max - min;
    for (int i = 0; i < values; i++) {
      float level = picture[i] - min;
      if (range != 0) {
        level /= range;
      }
      levels[i] = (byte) (int) (level * 255);
    }
  }
}
