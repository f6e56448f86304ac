package io.github.markhor.data;

import io.github.markhor.config.KerasNames;
import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * Single pictures as tensors, for prediction: Keras's {@code load_img} and {@code img_to_array}.
 */
public final class Pictures {
  private Pictures() {}

  /**
   * Reads a picture as a {@link Flow} would: its size, colour mode, interpolation and aspect ratio.
   * Neither augmented nor rescaled; see {@link ImageDataGenerator#standardize}.
   *
   * @return the picture, (H, W, C), of levels 0 to 255, but for grey of 16 or 32 bits
   * @throws PictureException if the file cannot be read
   */
  public static Tensor load(Path file, Flow flow) {
    float[] values = new float[flow.height() * flow.width() * flow.colorMode().channels()];
    try (PictureReader reader = flow.reader(List.of(file))) {
      reader.read(0, values);
    }
    return Tensor.of(values, flow.height(), flow.width(), flow.colorMode().channels());
  }

  /**
   * Reads a picture in its own size.
   *
   * @return the picture, (H, W, C), of levels 0 to 255, but for grey of 16 or 32 bits
   * @throws PictureException if the file cannot be read
   */
  public static Tensor load(Path file, ColorMode mode) {
    try (FileDecoder decoder = new FileDecoder(mode, false)) {
      return tensor(decoder.read(file));
    } catch (OutOfMemoryError e) {
      throw new PictureException(file, "there is no memory for a tensor of all its pixels.", e);
    }
  }

  private static Tensor tensor(Picture picture) {
    int count = picture.height() * picture.width() * picture.channels();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = picture.isWide() ? picture.wideLevels()[i] : picture.levels()[i] & 255;
    }
    return Tensor.of(values, picture.height(), picture.width(), picture.channels());
  }

  /**
   * Reads a picture in its own size and in a colour mode by Keras's name: {@code grayscale}, {@code
   * rgb} or {@code rgba}.
   *
   * @return the picture, as {@link #load(Path, ColorMode)} gives it
   * @throws PictureException if the file cannot be read
   */
  public static Tensor load(Path file, String colorMode) {
    return load(file, KerasNames.choice(ColorMode.class, "colorMode", colorMode));
  }
}
