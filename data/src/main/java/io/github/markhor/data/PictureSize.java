package io.github.markhor.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size that a file says it has, read from its header: so that a small file which claims a huge
 * picture is refused before a decoder reserves memory for it.
 */
record PictureSize(long height, long width) {
  /** The same as Pillow's, beyond which it speaks of a decompression bomb. */
  static final long MOST_PIXELS = 178_956_970;

  private static final int TIFF_WIDTH = 256;
  private static final int TIFF_HEIGHT = 257;
  private static final int TIFF_SHORT = 3;

  /** Width and height of PBM, PGM and PPM, with comments and white space between. */
  private static final Pattern PNM =
      Pattern.compile("P[1-6](?:\\s|#[^\\n]*\\n)+(\\d{1,9})(?:\\s|#[^\\n]*\\n)+(\\d{1,9})\\s");

  private static final int PNM_HEADER = 4096;

  static PictureSize of(int height, int width) {
    return new PictureSize(height, width);
  }

  long pixels() {
    return height * width;
  }

  /** Refuses what would take too much memory, or has no pixels. */
  void check(Path name) {
    if (height < 1 || width < 1 || pixels() > MOST_PIXELS) {
      throw new PictureException(
          name,
          "it says that it has "
              + pixels()
              + " pixels, and from 1 to "
              + MOST_PIXELS
              + " are read.");
    }
  }

  /** The size of a JPEG, PNG, GIF, BMP, TIFF, WebP or PPM; null where the header does not tell. */
  static PictureSize of(byte[] file, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(file, 0, length).slice();
    try {
      if (JpegEnd.isJpeg(file, length)) {
        return jpeg(bytes);
      }
      if (bytes.getInt(0) == 0x89504E47) {
        return new PictureSize(unsigned(bytes.getInt(20)), unsigned(bytes.getInt(16)));
      }
      String magic = new String(file, 0, 4, StandardCharsets.ISO_8859_1);
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      if (magic.startsWith("GIF")) {
        return new PictureSize(bytes.getShort(8) & 0xFFFF, bytes.getShort(6) & 0xFFFF);
      }
      if (magic.startsWith("BM")) {
        return bmp(bytes);
      }
      if (magic.equals("RIFF")) {
        return webp(bytes);
      }
      if (magic.startsWith("II") || magic.startsWith("MM")) {
        return tiff(bytes.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
      }
      Matcher pnm =
          PNM.matcher(
              new String(file, 0, Math.min(length, PNM_HEADER), StandardCharsets.ISO_8859_1));
      return pnm.lookingAt()
          ? new PictureSize(Long.parseLong(pnm.group(2)), Long.parseLong(pnm.group(1)))
          : null;
    } catch (IndexOutOfBoundsException endsTooEarly) {
      return null;
    }
  }

  private static long unsigned(int value) {
    return value & 0xFFFFFFFFL;
  }

  /** Goes from segment to segment up to the frame's header. */
  private static PictureSize jpeg(ByteBuffer bytes) {
    int at = 2;
    while (true) {
      int marker = bytes.get(at + 1) & 0xFF;
      if ((bytes.get(at) & 0xFF) != 0xFF || marker == 0xFF) {
        at++;
      } else if (marker >= 0xC0
          && marker <= 0xCF
          && marker != 0xC4
          && marker != 0xC8
          && marker != 0xCC) {
        return new PictureSize(bytes.getShort(at + 5) & 0xFFFF, bytes.getShort(at + 7) & 0xFFFF);
      } else {
        at += 2 + Math.max(2, bytes.getShort(at + 2) & 0xFFFF);
      }
    }
  }

  /** The first header had 16-bit sizes; negative heights begin at the top. */
  private static PictureSize bmp(ByteBuffer bytes) {
    int oldHeader = 12;
    if (bytes.getInt(14) == oldHeader) {
      return new PictureSize(bytes.getShort(20) & 0xFFFF, bytes.getShort(18) & 0xFFFF);
    }
    return new PictureSize(Math.abs((long) bytes.getInt(22)), Math.abs((long) bytes.getInt(18)));
  }

  /** Three kinds: lossy, lossless, and the extended one, whose canvas it is. */
  private static PictureSize webp(ByteBuffer bytes) {
    switch (bytes.getInt(12)) {
      case 0x20385056: // "VP8 "
        return new PictureSize(bytes.getShort(28) & 0x3FFF, bytes.getShort(26) & 0x3FFF);
      case 0x4C385056: // "VP8L"
        int sizes = bytes.getInt(21);
        return new PictureSize((sizes >>> 14 & 0x3FFF) + 1, (sizes & 0x3FFF) + 1);
      case 0x58385056: // "VP8X"
        return new PictureSize((bytes.getInt(26) >>> 8) + 1L, (bytes.getInt(24) & 0xFFFFFF) + 1L);
      default:
        return null;
    }
  }

  /** The first directory's tags for width and height. */
  private static PictureSize tiff(ByteBuffer bytes) {
    int bigTiff = 43;
    boolean big = bytes.getShort(2) == bigTiff;
    int at = big ? (int) bytes.getLong(8) : bytes.getInt(4);
    long count = big ? bytes.getLong(at) : bytes.getShort(at) & 0xFFFF;
    int entry = at + (big ? 8 : 2);
    long width = -1;
    long height = -1;
    for (long i = 0; i < count; i++, entry += big ? 20 : 12) {
      int tag = bytes.getShort(entry) & 0xFFFF;
      int place = entry + (big ? 12 : 8);
      boolean small = bytes.getShort(entry + 2) == TIFF_SHORT;
      long value = small ? bytes.getShort(place) & 0xFFFF : unsigned(bytes.getInt(place));
      if (tag == TIFF_WIDTH) {
        width = value;
      } else if (tag == TIFF_HEIGHT) {
        height = value;
      }
    }
    return width < 0 || height < 0 ? null : new PictureSize(height, width);
  }
}
