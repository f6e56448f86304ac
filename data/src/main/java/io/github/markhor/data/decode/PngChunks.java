package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The chunks that a PNG consists of: each has a length, a name, its bytes and a checksum. */
final class PngChunks {
  private static final int END = 0x49454E44;
  private static final int TRANSPARENCY = 0x74524E53;

  /** The bit of a chunk's name that is set where a reader may pass over the chunk. */
  private static final int ANCILLARY = 0x20000000;

  /** The bytes of the signature at the file's start. */
  private static final int SIGNATURE = 8;

  /** The bytes of a chunk's length, name and checksum. */
  private static final int FRAME = 12;

  private PngChunks() {}

  /** Whether every chunk, up to the end chunk or the end of the file, lies within the file. */
  static boolean areWhole(PictureFile file) {
    int length = file.length();
    ByteBuffer bytes = file.buffer();
    long at = SIGNATURE;
    while (at < length) {
      if (at + FRAME > length) {
        return false;
      }
      long next = at + FRAME + Integer.toUnsignedLong(bytes.getInt((int) at));
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
   * The name of the first chunk whose checksum is wrong, of those that a picture cannot do without,
   * up to the end chunk; null if there is none. Chunks must lie within the file. libpng would print
   * it, without the file's name.
   */
  static String damaged(PictureFile file) {
    ByteBuffer bytes = file.buffer();
    CRC32 checksum = new CRC32();
    for (long at = SIGNATURE; at + FRAME <= file.length(); ) {
      int start = (int) at;
      int size = bytes.getInt(start);
      int name = bytes.getInt(start + 4);
      if (name == END) {
        return null;
      }
      boolean needed = (name & ANCILLARY) == 0;
      if (needed) {
        checksum.reset();
        checksum.update(file.bytes(), start + 4, size + 4);
        if ((int) checksum.getValue() != bytes.getInt(start + 8 + size)) {
          return new String(file.bytes(), start + 4, 4, StandardCharsets.ISO_8859_1);
        }
      }
      at += FRAME + Integer.toUnsignedLong(size);
    }
    return null;
  }

  /**
   * The level of a grey PNG of up to 8 bits that is transparent, as a level of 0 to 255; -1 if
   * there is none.
   */
  static int transparentGrey(PictureFile file) {
    ByteBuffer bytes = file.buffer();
    int bits = file.length() > 25 ? bytes.get(24) : 0;
    int grey = 0;
    if (bits < 1 || bits > 8 || bytes.get(25) != grey) {
      return -1;
    }
    for (long at = SIGNATURE; at + FRAME <= file.length(); ) {
      int size = bytes.getInt((int) at);
      if (bytes.getInt((int) at + 4) == TRANSPARENCY && size == 2) {
        int level = bytes.getShort((int) at + 8) & 0xFFFF;
        return bits == 1 && level != 0 ? 255 : level;
      }
      at += FRAME + Integer.toUnsignedLong(size);
    }
    return -1;
  }
}
