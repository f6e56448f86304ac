package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes bitmaps of 16 bits, and those of 32 that say which bits are which colour, to Pillow's
 * levels: all bits of a colour set are 255. OpenCV shifts levels, so that white is 248, and takes
 * the order of colours to be the usual one. Pillow knows the usual layouts alone; here any will do.
 */
final class BitFieldsDecoder {
  private static final int WIDTH = 18;
  private static final int HEIGHT = 22;
  private static final int BITS = 28;
  private static final int COMPRESSION = 30;
  private static final int RED = 54;
  private static final int ALPHA = RED + 12;

  /** The values of {@link #COMPRESSION} that say which bits are which colour. */
  private static final int FIELDS = 3;

  private static final int FIELDS_AND_ALPHA = 6;

  /** The length of the header from which on it has room for alpha's bits. */
  private static final int WITH_ALPHA = 56;

  private BitFieldsDecoder() {}

  private static ByteBuffer bytes(PictureFile file) {
    return file.buffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether a bitmap is of the kinds that this decoder is for. */
  static boolean reads(PictureFile file) {
    ByteBuffer bytes = bytes(file);
    if (file.length() < RED || bytes.getInt(14) < 40) {
      return false;
    }
    int bits = bytes.getShort(BITS);
    int compression = bytes.getInt(COMPRESSION);
    boolean hasFields = compression == FIELDS || compression == FIELDS_AND_ALPHA;
    return (bits == 16 && (compression == 0 || hasFields)) || (bits == 32 && hasFields);
  }

  static void decode(PictureFile file, Picture into) {
    ByteBuffer bytes = bytes(file);
    int width = Math.abs(bytes.getInt(WIDTH));
    int height = Math.abs(bytes.getInt(HEIGHT));
    boolean fromTop = bytes.getInt(HEIGHT) < 0;
    int bits = bytes.getShort(BITS);
    int[] masks = masks(bytes, bits);
    long start = Integer.toUnsignedLong(bytes.getInt(10));
    long line = ((long) width * bits + 31) / 32 * 4;
    if (start + line * height > file.length()) {
      throw file.problem("the BMP is cut off: it holds fewer pixels than it says.");
    }
    int channels = masks[3] == 0 ? 3 : 4;
    into.resize(height, width, channels);
    byte[] levels = into.levels();
    int to = 0;
    for (int row = 0; row < height; row++) {
      int from = (int) (start + line * (fromTop ? row : height - 1 - row));
      for (int column = 0; column < width; column++, from += bits / 8) {
        int pixel = bits == 16 ? bytes.getShort(from) & 0xFFFF : bytes.getInt(from);
        for (int c = 0; c < channels; c++) {
          levels[to++] = (byte) level(pixel, masks[c]);
        }
      }
    }
  }

  /** The bits of red, green, blue and alpha; 0 for none. Pillow has no alpha in 16 bits. */
  private static int[] masks(ByteBuffer bytes, int bits) {
    int compression = bytes.getInt(COMPRESSION);
    if (compression == 0) {
      return new int[] {0x7C00, 0x3E0, 0x1F, 0};
    }
    boolean hasAlpha =
        bits == 32 && (bytes.getInt(14) >= WITH_ALPHA || compression == FIELDS_AND_ALPHA);
    return new int[] {
      bytes.getInt(RED),
      bytes.getInt(RED + 4),
      bytes.getInt(RED + 8),
      hasAlpha ? bytes.getInt(ALPHA) : 0
    };
  }

  private static int level(int pixel, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long greatest = Integer.toUnsignedLong(mask) >>> shift;
    long value = Integer.toUnsignedLong(pixel & mask) >>> shift;
    return (int) (value * 255 / greatest);
  }
}
