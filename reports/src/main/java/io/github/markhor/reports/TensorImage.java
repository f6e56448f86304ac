package io.github.markhor.reports;

import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;

/** A tensor as a picture to look at, with a pixel for each of its values or channels. */
public final class TensorImage {
  /** Rescaling leaves levels slightly above 1. */
  private static final float SLACK = 1e-3f;

  private TensorImage() {}

  /**
   * A picture of levels, colours or anything else. Values from 0 to 1 and from 0 to 255 are shown
   * as such levels; a picture with other values is stretched from its least to its greatest finite
   * value. What is not a number is black.
   *
   * @param picture (H, W), (H, W, 1), (H, W, 3), or (H, W, 4), the last channel being alpha, which
   *     is not shown; a batch of one, (1, H, W, C), is one too
   * @throws IllegalArgumentException if it has another shape
   */
  public static BufferedImage of(Tensor picture) {
    Require.notNull("picture", picture);
    Shape shape = imageShape(picture.shape());
    float[] values = picture.toArray();
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    if (least < 0 || greatest > 255 + SLACK) {
      return draw(values, shape, least, greatest);
    }
    return draw(values, shape, 0, greatest <= 1 + SLACK ? 1 : 255);
  }

  /**
   * A picture whose black and white are given, for several that are to be compared; what lies
   * beyond is black or white.
   *
   * @param picture of a shape that {@link #of(Tensor)} takes
   * @throws IllegalArgumentException if it has another shape, or a level is not finite
   */
  public static BufferedImage of(Tensor picture, double black, double white) {
    Require.notNull("picture", picture);
    if (!Double.isFinite(black) || !Double.isFinite(white)) {
      throw new IllegalArgumentException(
          "Expected finite levels. Received: black=" + black + " and white=" + white);
    }
    return draw(picture.toArray(), imageShape(picture.shape()), (float) black, (float) white);
  }

  /** The shape as (H, W, C). */
  private static Shape imageShape(Shape shape) {
    boolean batch = shape.rank() == 4 && shape.size(0) == 1;
    int first = batch ? 1 : 0;
    int rank = shape.rank() - first;
    int channels = rank == 2 ? 1 : rank == 3 ? shape.size(first + 2) : 0;
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "Expected a picture of shape (H, W) or (H, W, C) with 1, 3 or 4 channels. Received: "
              + shape);
    }
    return Shape.of(shape.size(first), shape.size(first + 1), channels);
  }

  private static BufferedImage draw(float[] values, Shape shape, float black, float white) {
    int width = shape.size(1);
    int channels = shape.size(2);
    float scale = white == black ? 0 : 255 / (white - black);
    BufferedImage image = new BufferedImage(width, shape.size(0), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < shape.size(0) * width; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        float value = values[i * channels + (channels == 1 ? 0 : c)];
        int level = Math.round((value - black) * scale);
        rgb = rgb << 8 | Math.max(0, Math.min(255, level));
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }
}
