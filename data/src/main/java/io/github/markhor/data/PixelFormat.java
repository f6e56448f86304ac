package io.github.markhor.data;

/** Conversions between the channels of a file and those of a colour mode, as Pillow does them. */
final class PixelFormat {
  private PixelFormat() {}

  /** Whether pixels are in a colour mode as they are, and need no conversion. */
  static boolean fits(int channels, boolean blueFirst, ColorMode mode) {
    return channels == mode.channels() && (channels == 1 || !blueFirst);
  }

  /**
   * Converts pixels to a colour mode.
   *
   * @param pixels the levels, in rows of 1 (grey), 2 (grey and alpha), 3 or 4 (and alpha) channels
   * @param blueFirst whether colours are stored as blue, green, red
   * @param into has its size already
   */
  static void convert(
      byte[] pixels, int channels, boolean blueFirst, ColorMode mode, Picture into) {
    int count = into.height() * into.width();
    byte[] to = into.levels();
    boolean isGrey = channels < 3;
    int red = isGrey || !blueFirst ? 0 : 2;
    int green = isGrey ? 0 : 1;
    int blue = isGrey ? 0 : 2 - red;
    boolean hasAlpha = channels % 2 == 0;
    for (int i = 0; i < count; i++) {
      int from = i * channels;
      byte r = pixels[from + red];
      byte g = pixels[from + green];
      byte b = pixels[from + blue];
      switch (mode) {
        case GRAYSCALE:
          to[i] = grey(r & 255, g & 255, b & 255);
          break;
        case RGB:
          to[i * 3] = r;
          to[i * 3 + 1] = g;
          to[i * 3 + 2] = b;
          break;
        case RGBA:
          to[i * 4] = r;
          to[i * 4 + 1] = g;
          to[i * 4 + 2] = b;
          to[i * 4 + 3] = hasAlpha ? pixels[from + channels - 1] : (byte) 255;
          break;
      }
    }
  }

  /** ITU-R 601's luma in 16-bit fixed point, rounded. */
  private static byte grey(int r, int g, int b) {
    return (byte) ((19595 * r + 38470 * g + 7471 * b + 32768) >> 16);
  }
}
