package io.github.markhor.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Saves finished pictures to a folder, to be looked at, each stretched to levels of 0 to 255: what
 * Keras's {@code save_to_dir} does. The file's name is {@code PREFIX_INDEX_NUMBER.FORMAT}.
 *
 * @param directory made if it does not exist
 */
record PictureSaver(Path directory, String prefix, String format) {
  private static final List<String> FORMATS = List.of("png", "jpg", "jpeg", "bmp", "tif", "tiff");

  PictureSaver {
    if (!FORMATS.contains(format.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Expected a saveFormat of " + FORMATS + ". Received: " + format);
    }
  }

  /**
   * Saves a picture.
   *
   * @param picture the values, (H, W, C)
   * @param index the picture's number in its source
   */
  void save(float[] picture, Shape shape, int index, int number) {
    Path file = directory.resolve(prefix + "_" + index + "_" + number + "." + format);
    OpenCv.load();
    int channels = shape.size(2);
    byte[] levels = levels(picture, Math.toIntExact(shape.elements()), channels);
    try (Mat mat = new Mat(shape.size(0), shape.size(1), CV_8UC(channels))) {
      Files.createDirectories(directory);
      mat.data().put(levels);
      if (!imwrite(file.toString(), mat)) {
        throw new IOException("OpenCV could not write it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the picture " + file + ": " + e.getMessage(), e);
    }
  }

  /** The levels in OpenCV's order: blue, green, red. */
  private static byte[] levels(float[] picture, int values, int channels) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values; i++) {
      min = Math.min(min, picture[i]);
      max = Math.max(max, picture[i]);
    }
    float range = max - min;
    byte[] levels = new byte[values];
    for (int i = 0; i < values; i++) {
      float level = picture[i] - min;
      if (range != 0) {
        level /= range;
      }
      int c = i % channels;
      int at = channels >= 3 && c < 3 ? i - c + 2 - c : i;
      levels[at] = (byte) (int) (level * 255);
    }
    return levels;
  }
}
