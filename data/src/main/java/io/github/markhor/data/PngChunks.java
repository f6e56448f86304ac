package io.github.markhor.data;

import java.nio.ByteBuffer;

/**
 * Tells whether a PNG's chunks lie within the file. One that is cut off does not, and neither does
 * one whose damaged length would have a decoder reserve gigabytes.
 */
final class PngChunks {
  private static final int SIGNATURE = 0x89504E47;
  private static final int END = 0x49454E44;
  private static final int TRANSPARENCY = 0x74524E53;

  /** A chunk's length, name and checksum. */
  private static final int FRAME = 12;

  private PngChunks() {}

  /** Whether the bytes begin as a PNG does. */
  static boolean isPng(byte[] file, int length) {
    return length >= 8 && ByteBuffer.wrap(file).getInt(0) == SIGNATURE;
  }

  /** Whether every chunk, up to the end chunk or the end of the file, is all there. */
  static boolean areWhole(byte[] file, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(file, 0, length);
    long at = 8;
    while (at < length) {
      if (at + FRAME > length) {
        return false;
      }
      long next = at + FRAME + (bytes.getInt((int) at) & 0xFFFFFFFFL);
      if (next > length) {
        return false;
      }
      if (bytes.getInt((int) at + 4) == END) {
        return true;
      }
      at = next;
    }
    return true;
  }

  /**
   * The level of a grey PNG of up to 8 bits that is transparent, as a level of 0 to 255; -1 if
   * there is none.
   */
  static int transparentGrey(byte[] file, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(file, 0, length);
    int bits = length > 25 ? file[24] : 0;
    int grey = 0;
    if (bits < 1 || bits > 8 || file[25] != grey) {
      return -1;
    }
    for (long at = 8; at + FRAME <= length; ) {
      int size = bytes.getInt((int) at);
      if (bytes.getInt((int) at + 4) == TRANSPARENCY && size == 2) {
        int level = bytes.getShort((int) at + 8) & 0xFFFF;
        return bits == 1 && level != 0 ? 255 : level;
      }
      at += FRAME + (size & 0xFFFFFFFFL);
    }
    return -1;
  }
}
