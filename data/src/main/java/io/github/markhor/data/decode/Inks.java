package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;

/** Conversions from cyan, magenta, yellow and black, as libjpeg and Pillow do them. */
final class Inks {
  private Inks() {}

  /**
   * Converts inks to red, green and blue: the light that black lets through, less what the other
   * ink takes.
   *
   * @param inks rows of cyan, magenta, yellow, black
   * @param inverted whether 255 is no ink, as Adobe writes it
   * @param into has its size already, with three channels
   */
  static void convert(byte[] inks, boolean inverted, Picture into) {
    byte[] colours = into.levels();
    for (int i = 0, to = 0; i < inks.length; i += 4, to += 3) {
      int light = 255 - ink(inks[i + 3], inverted);
      for (int c = 0; c < 3; c++) {
        int t = ink(inks[i + c], inverted) * light + 128;
        colours[to + c] = (byte) (light - (((t >> 8) + t) >> 8));
      }
    }
  }

  private static int ink(byte level, boolean inverted) {
    return inverted ? 255 - (level & 255) : level & 255;
  }

  /** Turns luma and chroma into inks, in place, by libjpeg's whole-number tables; black stays. */
  static void fromYcck(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 4) {
      int y = pixels[i] & 255;
      int cb = (pixels[i + 1] & 255) - 128;
      int cr = (pixels[i + 2] & 255) - 128;
      pixels[i] = clip(255 - (y + (91881 * cr + 32768 >> 16)));
      pixels[i + 1] = clip(255 - (y + (-22554 * cb - 46802 * cr + 32768 >> 16)));
      pixels[i + 2] = clip(255 - (y + (116130 * cb + 32768 >> 16)));
    }
  }

  private static byte clip(int level) {
    return (byte) Math.max(0, Math.min(255, level));
  }
}
