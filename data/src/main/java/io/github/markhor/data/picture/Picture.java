package io.github.markhor.data.picture;

/**
 * The pixels of a decoded picture: levels in the order (H, W, C), the channel running fastest.
 * Levels are bytes of 0 to 255, or whole numbers for grey of 16 and 32 bits. One object is used
 * again from picture to picture, so its arrays may be longer than the picture.
 */
public final class Picture {
  /** The greatest level of 16 bits. */
  public static final int GREATEST_16 = 65535;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] levels = new byte[0];
  private int[] wideLevels = new int[0];
  private int greatest = 255;
  private int height;
  private int width;
  private int channels;
  private boolean blueFirst;
  private boolean held32;
  private int transparent = -1;

  /**
   * Takes on a size, with levels of bytes, which are undefined until they are written.
   *
   * @param channels 1 for grey, 2 for grey and alpha, 3 for red, green and blue, 4 with alpha
   * @throws IllegalArgumentException if the picture would take more than 2 GiB
   */
  public void resize(int height, int width, int channels) {
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
    this.blueFirst = false;
    this.held32 = false;
    this.transparent = -1;
  }

  /**
   * Takes on a size, with one channel of whole numbers.
   *
   * @param greatest the greatest level possible, above 255
   * @throws IllegalArgumentException if the picture would take more than 2 GiB
   */
  public void resizeWide(int height, int width, int greatest) {
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
    this.blueFirst = false;
    this.held32 = false;
    this.transparent = -1;
  }

  /** Says that the levels of a pixel are in the order blue, green, red, until the next resize. */
  public void markBlueFirst() {
    blueFirst = true;
  }

  /** Whether the levels of a pixel are in the order blue, green, red. */
  public boolean isBlueFirst() {
    return blueFirst;
  }

  /**
   * Says that Pillow holds this picture in 32 bits although its levels have fewer, until the next
   * resize: it then computes with it as with one of 32 bits.
   */
  public void markHeldIn32Bits() {
    held32 = true;
  }

  /** Whether Pillow holds this picture in 32 bits. */
  public boolean isHeldIn32Bits() {
    return held32 || greatest > GREATEST_16;
  }

  /** Says that one of the {@link #wideLevels} is transparent, until the next resize. */
  public void markTransparent(int level) {
    transparent = level;
  }

  /** The one of the {@link #wideLevels} that is transparent; -1 for none. */
  public int transparent() {
    return transparent;
  }

  /** Whether the levels are {@link #wideLevels} and not {@link #levels}. */
  public boolean isWide() {
    return greatest > 255;
  }

  /** The levels as bytes, to be read and written. */
  public byte[] levels() {
    return levels;
  }

  /** The levels as whole numbers, to be read and written. */
  public int[] wideLevels() {
    return wideLevels;
  }

  /** The greatest level possible. */
  public int greatest() {
    return greatest;
  }

  /** The number of rows. */
  public int height() {
    return height;
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The number of channels. */
  public int channels() {
    return channels;
  }
}
