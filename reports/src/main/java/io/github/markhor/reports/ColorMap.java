package io.github.markhor.reports;

import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;

/** The colours that stand for the numbers of a map, as matplotlib's {@code cmap}. */
public enum ColorMap {
  /** Black to white. */
  GREY(0x000000, 0xFFFFFF),
  /** Dark violet over green to yellow, of evenly growing lightness; told apart by all eyes. */
  VIRIDIS(
      0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
      0xFDE725),
  /** Blue over cyan, yellow to red: the usual colours of heat maps upon pictures. */
  JET(0x000080, 0x0000FF, 0x0080FF, 0x00FFFF, 0x80FF80, 0xFFFF00, 0xFF8000, 0xFF0000, 0x800000),
  /** Blue for negative numbers, white for 0, red for positive ones. */
  SIGNED(
      0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D,
      0xB2182B, 0x67001F);

  @SuppressWarnings("ImmutableEnumChecker") // written once, and given to no one
  private final int[] colours;

  ColorMap(int... colours) {
    this.colours = colours;
  }

  /** The colour 0xRRGGBB of a number from 0 to 1; what lies beyond has that of 0 or 1. */
  public int rgb(double number) {
    double at = Math.max(0, Math.min(1, number)) * (colours.length - 1);
    int below = Math.min((int) at, colours.length - 2);
    double part = at - below;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = colours[below] >> shift & 255;
      int to = colours[below + 1] >> shift & 255;
      rgb = rgb << 8 | (int) Math.round(from + part * (to - from));
    }
    return rgb;
  }

  /**
   * A map as a picture, from its least to its greatest finite number; for {@link #SIGNED} from the
   * greatest magnitude below 0 to that above.
   *
   * @param map (H, W), (H, W, 1) or (1, H, W, 1)
   */
  public BufferedImage image(Tensor map) {
    Require.notNull("map", map);
    double[] range = range(map.toArray());
    return image(map, range[0], range[1]);
  }

  /** The numbers that the first and the last colour stand for by default. */
  double[] range(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    if (least > greatest) {
      return new double[] {0, 1};
    }
    double magnitude = Math.max(Math.abs(least), Math.abs(greatest));
    return this == SIGNED ? new double[] {-magnitude, magnitude} : new double[] {least, greatest};
  }

  /**
   * A map as a picture; what is not a number is black, and where both ends are equal all has the
   * first colour, for {@link #SIGNED} the middle one.
   *
   * @param map (H, W), (H, W, 1) or (1, H, W, 1)
   * @param least the number that the first colour stands for
   * @param greatest the number that the last colour stands for
   * @throws IllegalArgumentException if the map has another shape
   */
  public BufferedImage image(Tensor map, double least, double greatest) {
    Require.notNull("map", map);
    Shape shape = map.shape();
    int first = shape.rank() == 4 && shape.size(0) == 1 ? 1 : 0;
    boolean isMap = shape.rank() == 2 || (shape.rank() == 3 + first && shape.size(-1) == 1);
    if (!isMap || shape.elements() == 0) {
      throw new IllegalArgumentException(
          "Expected a map of shape (H, W) or (H, W, 1). Received: " + shape);
    }
    int width = shape.size(first + 1);
    float[] values = map.toArray();
    double zero = this == SIGNED ? 0.5 : 0;
    BufferedImage image = new BufferedImage(width, shape.size(first), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      double place = greatest > least ? (values[i] - least) / (greatest - least) : zero;
      image.setRGB(i % width, i / width, Float.isNaN(values[i]) ? 0 : rgb(place));
    }
    return image;
  }
}
