package io.github.markhor.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How many pixels a file says it has, read from its first bytes, so that a small file which claims
 * a huge picture is refused before a decoder reserves memory for it.
 */
final class PictureSize {
  /** The same as Pillow's, beyond which it speaks of a decompression bomb. */
  static final long MOST_PIXELS = 178_956_970;

  private static final int UNKNOWN = 0;

  private PictureSize() {}

  /** The pixels of a JPEG, PNG, GIF or BMP; 0 where the header does not tell. */
  static long pixels(byte[] file, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(file, 0, length);
    if (JpegEnd.isJpeg(file, length)) {
      return jpeg(bytes);
    }
    if (length >= 24 && bytes.getInt(0) == 0x89504E47) {
      return (bytes.getInt(16) & 0xFFFFFFFFL) * (bytes.getInt(20) & 0xFFFFFFFFL);
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (length >= 10 && file[0] == 'G' && file[1] == 'I' && file[2] == 'F') {
      return (long) (bytes.getShort(6) & 0xFFFF) * (bytes.getShort(8) & 0xFFFF);
    }
    if (length >= 26 && file[0] == 'B' && file[1] == 'M') {
      return Math.abs((long) bytes.getInt(18)) * Math.abs((long) bytes.getInt(22));
    }
    return UNKNOWN;
  }

  /** Goes from segment to segment up to the frame's header. */
  private static long jpeg(ByteBuffer bytes) {
    int at = 2;
    while (at + 9 <= bytes.limit()) {
      int marker = bytes.get(at + 1) & 0xFF;
      if ((bytes.get(at) & 0xFF) != 0xFF || marker == 0xFF) {
        at++;
      } else if (marker >= 0xC0
          && marker <= 0xCF
          && marker != 0xC4
          && marker != 0xC8
          && marker != 0xCC) {
        return (long) (bytes.getShort(at + 5) & 0xFFFF) * (bytes.getShort(at + 7) & 0xFFFF);
      } else {
        at += 2 + Math.max(2, bytes.getShort(at + 2) & 0xFFFF);
      }
    }
    return UNKNOWN;
  }
}
