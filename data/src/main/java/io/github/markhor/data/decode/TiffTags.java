package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tags of a TIFF's first directory that matter here, as whole numbers.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>
 */
final class TiffTags {
  /** With a bit of 1 the picture is a smaller one of another in the file. */
  static final int KIND = 254;

  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_SIZES = 279;
  static final int PLANAR = 284;
  static final int PREDICTOR = 317;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_SIZES = 325;
  static final int SUBDIRECTORIES = 330;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;

  /** A value of {@link #PHOTOMETRIC}. */
  static final int GREY = 1;

  static final int RGB = 2;
  static final int SEPARATED = 5;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;

  /** More entries than any picture has; a directory that claims more is damaged. */
  private static final int MOST = 1 << 20;

  private static final Set<Integer> WANTED =
      Set.of(
          KIND,
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          FILL_ORDER,
          STRIP_OFFSETS,
          SAMPLES,
          ROWS_PER_STRIP,
          STRIP_SIZES,
          PLANAR,
          PREDICTOR,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_SIZES,
          SUBDIRECTORIES,
          EXTRA_SAMPLES,
          SAMPLE_FORMAT);

  private final Map<Integer, long[]> tags = new HashMap<>();

  private final boolean bigEndian;

  private TiffTags(boolean bigEndian) {
    this.bigEndian = bigEndian;
  }

  /** Reads the tags; empty if the directory does not lie within the file. */
  static Optional<TiffTags> read(PictureFile file) {
    ByteBuffer bytes = file.buffer();
    bytes.order(file.startsWith("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    try {
      TiffTags tiff = new TiffTags(bytes.order() == ByteOrder.BIG_ENDIAN);
      boolean big = bytes.getShort(2) == 43;
      int at = Math.toIntExact(big ? bytes.getLong(8) : Integer.toUnsignedLong(bytes.getInt(4)));
      long count = big ? bytes.getLong(at) : bytes.getShort(at) & 0xFFFF;
      int entry = at + (big ? 8 : 2);
      for (long i = 0; i < count; i++, entry += big ? 20 : 12) {
        int tag = bytes.getShort(entry) & 0xFFFF;
        // Were each of many equal tags read, a file of a few megabytes would take minutes.
        if (WANTED.contains(tag) && !tiff.tags.containsKey(tag)) {
          tiff.readTag(bytes, entry, tag, big);
        }
      }
      return Optional.of(tiff);
    } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
      return Optional.empty();
    }
  }

  private void readTag(ByteBuffer bytes, int entry, int tag, boolean big) {
    int type = bytes.getShort(entry + 2) & 0xFFFF;
    int size = type == SHORT ? 2 : type == LONG ? 4 : type == LONG8 ? 8 : 0;
    if (size == 0) {
      return;
    }
    long count = big ? bytes.getLong(entry + 4) : bytes.getInt(entry + 4) & 0xFFFFFFFFL;
    if (count < 0 || count > MOST) {
      throw new IndexOutOfBoundsException("a tag of " + count + " values");
    }
    int place = entry + (big ? 12 : 8);
    if (count * size > (big ? 8 : 4)) {
      place = Math.toIntExact(big ? bytes.getLong(place) : bytes.getInt(place) & 0xFFFFFFFFL);
    }
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      int from = place + i * size;
      values[i] =
          type == SHORT
              ? bytes.getShort(from) & 0xFFFF
              : type == LONG ? bytes.getInt(from) & 0xFFFFFFFFL : bytes.getLong(from);
    }
    tags.put(tag, values);
  }

  /** Whether numbers have their most significant byte first. */
  boolean isBigEndian() {
    return bigEndian;
  }

  /** A tag's values; empty if it has none. */
  long[] all(int tag) {
    return tags.getOrDefault(tag, new long[0]);
  }

  /** A tag's first value. */
  int get(int tag, int otherwise) {
    long[] values = all(tag);
    return values.length == 0 ? otherwise : (int) Math.min(Integer.MAX_VALUE, values[0]);
  }
}
