package io.github.markhor.data;

/**
 * A decoded picture: levels in the order (H, W, C), the channel running fastest; bytes of 0 to 255,
 * or whole numbers for grey of 16 and 32 bits. It is reused from picture to picture, so its arrays
 * may be longer than the picture.
 */
final class Picture {
  /** The greatest level of 16 bits. */
  static final int GREATEST_16 = 65535;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] levels = new byte[0];
  private int[] wideLevels = new int[0];
  private int greatest = 255;
  private int height;
  private int width;
  private int channels;

  /** Takes on a size, of bytes; what the levels are afterwards is undefined. */
  void resize(int height, int width, int channels) {
    long count = (long) height * width * channels;
    if (count > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "Expected a picture of less than 2 GiB. Received: "
              + height
              + "x"
              + width
              + "x"
              + channels);
    }
    if (count > levels.length) {
      levels = new byte[(int) count];
    }
    this.greatest = 255;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /**
   * Takes on a size, of one channel of whole numbers.
   *
   * @param greatest what a level can be at most; above 255
   */
  void resizeWide(int height, int width, int greatest) {
    long count = (long) height * width;
    if (count > LARGEST_ARRAY / Integer.BYTES) {
      throw new IllegalArgumentException(
          "Expected a picture of less than 2 GiB. Received: " + height + "x" + width + "x4");
    }
    if (count > wideLevels.length) {
      wideLevels = new int[(int) count];
    }
    this.greatest = greatest;
    this.height = height;
    this.width = width;
    this.channels = 1;
  }

  /** Whether the levels are {@link #wideLevels} and not {@link #levels}. */
  boolean isWide() {
    return greatest > 255;
  }

  byte[] levels() {
    return levels;
  }

  int[] wideLevels() {
    return wideLevels;
  }

  /** The greatest level there can be. */
  int greatest() {
    return greatest;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int channels() {
    return channels;
  }
}
