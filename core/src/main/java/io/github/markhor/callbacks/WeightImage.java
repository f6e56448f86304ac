package io.github.markhor.callbacks;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Weights as a picture, the least black and the largest white. */
final class WeightImage {
  private final BufferedImage image;

  private WeightImage(BufferedImage image) {
    this.image = image;
  }

  /**
   * Draws a vector as a row, a matrix as it is or, if higher than wide, transposed, and the kernels
   * of a convolution over one or three channels, (h, w, channels, filters), side by side with a
   * line between them. Returns null for other weights.
   */
  static WeightImage of(Tensor weight) {
    float[] values = weight.toArray();
    int[] shape = squeezed(weight.shape());
    return switch (shape.length) {
      case 0, 1 -> grid(values, 1, values.length, 1, 1);
      case 2 ->
          shape[0] > shape[1]
              ? grid(turned(values, shape[0], shape[1]), shape[1], shape[0], 1, 1)
              : grid(values, shape[0], shape[1], 1, 1);
      case 3 -> grid(values, shape[0], shape[1], 1, shape[2]);
      case 4 -> shape[2] == 3 ? grid(values, shape[0], shape[1], shape[2], shape[3]) : null;
      default -> null;
    };
  }

  private static int[] squeezed(Shape shape) {
    return Arrays.stream(shape.toArray()).filter(size -> size != 1).toArray();
  }

  private static float[] turned(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = values[i * columns + j];
      }
    }
    return turned;
  }

  /** Draws {@code count} pictures of (height, width, channels, count) next to each other. */
  private static WeightImage grid(float[] values, int height, int width, int channels, int count) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    float scale = max > min ? 255 / (max - min) : 0;
    int columns = (int) Math.ceil(Math.sqrt(count));
    int rows = (count + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(
            columns * (width + 1) - 1, rows * (height + 1) - 1, BufferedImage.TYPE_INT_RGB);
    for (int n = 0; n < count; n++) {
      int left = n % columns * (width + 1);
      int top = n / columns * (height + 1);
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          int rgb = 0;
          for (int c = 0; c < 3; c++) {
            int channel = Math.min(c, channels - 1);
            float value = values[((i * width + j) * channels + channel) * count + n];
            rgb = rgb << 8 | Math.round((value - min) * scale);
          }
          image.setRGB(left + j, top + i, rgb);
        }
      }
    }
    return new WeightImage(image);
  }

  int height() {
    return image.getHeight();
  }

  int width() {
    return image.getWidth();
  }

  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
