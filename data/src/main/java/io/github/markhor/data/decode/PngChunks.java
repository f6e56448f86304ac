package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;

/** The chunks that a PNG consists of: each has a length, a name, its bytes and a checksum. */
final class PngChunks {
  private static final int TRANSPARENCY = 0x74524E53;

  /** The bytes of the signature at the file's start. */
  private static final int SIGNATURE = 8;

  /** The bytes of a chunk's length, name and checksum. */
  private static final int FRAME = 12;

  private PngChunks() {}

  /**
   * The level of a grey PNG that is transparent: of 0 to 255, or 65535 in 16 bits; -1 if there is
   * none. Pillow does not scale levels of 2 and 4 bits, and so makes others transparent.
   */
  static int transparentGrey(PictureFile file) {
    ByteBuffer bytes = file.buffer();
    int bits = file.length() > 25 ? bytes.get(24) : 0;
    int grey = 0;
    if (bits < 1 || bits > 16 || bytes.get(25) != grey) {
      return -1;
    }
    for (long at = SIGNATURE; at + FRAME <= file.length(); ) {
      int size = bytes.getInt((int) at);
      if (bytes.getInt((int) at + 4) == TRANSPARENCY && size == 2) {
        int level = bytes.getShort((int) at + 8) & 0xFFFF;
        return bits < 8 ? level * 255 / ((1 << bits) - 1) : level;
      }
      at += FRAME + Integer.toUnsignedLong(size);
    }
    return -1;
  }
}
