package io.github.markhor.data;

import java.nio.ByteBuffer;

/**
 * Tells whether a PNG's chunks lie within the file. One that is cut off does not, and neither does
 * one whose damaged length would have a decoder reserve gigabytes.
 */
final class PngChunks {
  private static final int SIGNATURE = 0x89504E47;
  private static final int END = 0x49454E44;

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
}
