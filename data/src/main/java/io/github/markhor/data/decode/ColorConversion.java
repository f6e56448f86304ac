package io.github.markhor.data.decode;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Picture;

/** Conversions from the channels of a file to those of a colour mode, as Pillow does them. */
final class ColorConversion {
  private ColorConversion() {}

  /**
   * Makes bytes of grey of 16 bits by keeping the upper eight, as TensorFlow does; grey of 32 bits,
   * which TensorFlow does not read, is clipped. A transparent level gives a channel of alpha.
   */
  static Picture highBytes(Picture decoded, Picture into) {
    if (!decoded.isWide()) {
      return decoded;
    }
    int channels = decoded.transparent() < 0 ? 1 : 2;
    into.resize(decoded.height(), decoded.width(), channels);
    int[] wide = decoded.wideLevels();
    byte[] to = into.levels();
    boolean scales = decoded.greatest() == Picture.GREATEST_16;
    for (int i = 0; i < into.height() * into.width(); i++) {
      to[i * channels] = (byte) (scales ? wide[i] >> 8 : Math.max(0, Math.min(255, wide[i])));
      if (channels == 2) {
        to[i * 2 + 1] = alpha(wide[i], decoded);
      }
    }
    return into;
  }

  /**
   * Converts a picture to a colour mode.
   *
   * @param decoded a picture of 1 to 4 channels
   * @param into takes the result
   * @return the picture in the colour mode: {@code decoded} itself where it needs no conversion
   */
  static Picture convert(Picture decoded, ColorMode mode, Picture into) {
    if (decoded.isWide()) {
      if (mode == ColorMode.GRAYSCALE) {
        return decoded;
      }
      into.resize(decoded.height(), decoded.width(), mode.channels());
      clip(decoded, mode, into);
      return into;
    }
    if (decoded.channels() == mode.channels() && !decoded.isBlueFirst()) {
      return decoded;
    }
    into.resize(decoded.height(), decoded.width(), mode.channels());
    convert(decoded.levels(), decoded.channels(), decoded.isBlueFirst(), mode, into);
    return into;
  }

  /** Grey of more than 8 bits becomes colour by being clipped to 0..255, not scaled. */
  private static void clip(Picture decoded, ColorMode mode, Picture into) {
    int[] wide = decoded.wideLevels();
    byte[] to = into.levels();
    int channels = mode.channels();
    for (int i = 0; i < into.height() * into.width(); i++) {
      byte grey = (byte) Math.max(0, Math.min(255, wide[i]));
      for (int c = 0; c < 3; c++) {
        to[i * channels + c] = grey;
      }
      if (channels == 4) {
        to[i * 4 + 3] = alpha(wide[i], decoded);
      }
    }
  }

  private static byte alpha(int level, Picture wide) {
    return (byte) (level == wide.transparent() && wide.transparent() >= 0 ? 0 : 255);
  }

  /**
   * Converts levels in rows of pixels to a colour mode.
   *
   * @param channels of a pixel: 1 is grey, 2 is grey and alpha, 3 is colour, 4 is colour and alpha
   */
  private static void convert(
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
