package io.github.markhor.data.batch;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;

/** Numbers as levels of 0 to 255, as Keras's {@code array_to_img} makes them. */
public final class PictureLevels {
  private PictureLevels() {}

  /**
   * The levels of a picture.
   *
   * @param picture (H, W, C), (1, H, W, C) or (H, W)
   * @param scale whether numbers are stretched to 0 to 255; otherwise they are cut to that
   */
  public static Picture of(Tensor picture, boolean scale) {
    Shape shape = picture.shape();
    if (shape.rank() == 4 && shape.size(0) == 1) {
      shape = shape.dropFirst();
    }
    int channels = shape.rank() == 2 ? 1 : shape.rank() == 3 ? shape.size(2) : 0;
    if (channels != 1 && channels != 3 && channels != 4 || shape.elements() == 0) {
      throw new IllegalArgumentException(
          "Expected a picture of shape (height, width, channels) with 1, 3 or 4 channels, or"
              + " (height, width). Received: "
              + picture.shape());
    }
    float[] values = picture.toArray();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "Expected a picture of finite numbers. Received: " + value);
      }
    }
    Picture levels = new Picture();
    levels.resize(shape.size(0), shape.size(1), channels);
    if (scale) {
      stretch(values, values.length, levels.levels());
    } else {
      for (int i = 0; i < values.length; i++) {
        levels.levels()[i] = (byte) (int) Math.max(0, Math.min(255, values[i]));
      }
    }
    return levels;
  }

  /** Stretches values to levels of 0 to 255; all are 0 where they are equal. */
  static void stretch(float[] picture, int values, byte[] levels) {
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
