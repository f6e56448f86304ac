package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes TIFFs with alpha, of four inks, and with a plane for each colour, to Pillow's levels.
 * OpenCV would multiply colours by the alpha, convert inks by a formula of its own, and mix up
 * planes of 16 bits. The TIFFs read here have 8 bits, or 16 of which the upper eight are kept,
 * strips or tiles, and no compression, LZW, Deflate or PackBits.
 *
 * <p>The JDK's reader was measured and is not used. It gives the same levels for whole files, but
 * JDK 17 reserves 2 GiB for a file of 7.6 kB whose strip claims that size, and where a strip's
 * codes end too early it leaves zeros without an error: of 26,000 mutants of seven files it so read
 * 422 that this decoder refuses.
 */
final class AlphaTiffDecoder {
  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32946;
  private static final int PACK_BITS = 32773;

  /** The kind of the extra sample with which colours are stored multiplied by it. */
  private static final int PREMULTIPLIED = 1;

  /** The value of {@link TiffTags#PLANAR} with which each colour has strips of its own. */
  private static final int PLANES = 2;

  /** A tile may be larger than the picture, but what it claims is reserved before it is read. */
  private static final int LARGEST_TILE = 4096;

  /** Whether a file is of the kinds that this decoder is for. */
  static boolean reads(TiffTags tiff) {
    int photometric = tiff.get(TiffTags.PHOTOMETRIC, -1);
    int samples = tiff.get(TiffTags.SAMPLES, 1);
    boolean kind =
        (photometric == TiffTags.GREY && samples == 2)
            || (photometric == TiffTags.RGB && samples == 4)
            || (photometric == TiffTags.SEPARATED && samples == 4)
            || (photometric == TiffTags.RGB
                && samples == 3
                && tiff.get(TiffTags.PLANAR, 1) == PLANES);
    int first = tiff.get(TiffTags.BITS, 0);
    kind &= first == 8 || first == 16;
    for (long bits : tiff.all(TiffTags.BITS)) {
      kind &= bits == first;
    }
    int compression = tiff.get(TiffTags.COMPRESSION, NONE);
    int predictor = tiff.get(TiffTags.PREDICTOR, 1);
    return kind
        && tiff.get(TiffTags.SAMPLE_FORMAT, 1) == 1
        && tiff.get(TiffTags.FILL_ORDER, 1) == 1
        && (compression == NONE
            || compression == LZW
            || compression == DEFLATE
            || compression == OLD_DEFLATE
            || compression == PACK_BITS)
        && (predictor == 1 || predictor == 2);
  }

  static void decode(TiffTags tiff, PictureFile file, Picture into) {
    int height = tiff.get(TiffTags.HEIGHT, 0);
    int width = tiff.get(TiffTags.WIDTH, 0);
    int samples = tiff.get(TiffTags.SAMPLES, 1);
    boolean areInks = tiff.get(TiffTags.PHOTOMETRIC, -1) == TiffTags.SEPARATED;
    into.resize(height, width, areInks ? 3 : samples);
    int values = Math.multiplyExact(height * width, samples);
    byte[] pixels = areInks ? new byte[values] : into.levels();
    try {
      readParts(tiff, file, height, width, samples, pixels);
    } catch (IndexOutOfBoundsException | DataFormatException | ArithmeticException e) {
      throw file.problem("the TIFF is cut off or damaged: " + e.getMessage(), e);
    }
    int extra = tiff.get(TiffTags.EXTRA_SAMPLES, samples == 4 ? 2 : 0);
    if (areInks) {
      Inks.convert(pixels, false, into);
    } else if (samples == 4 && extra == PREMULTIPLIED) {
      divideByAlpha(pixels, values);
    } else if (extra == 0 && samples != 3) {
      hideAlpha(pixels, values, samples);
    }
  }

  private static void hideAlpha(byte[] pixels, int values, int samples) {
    for (int i = samples - 1; i < values; i += samples) {
      pixels[i] = (byte) 255;
    }
  }

  private static void divideByAlpha(byte[] pixels, int values) {
    for (int i = 0; i < values; i += 4) {
      int alpha = pixels[i + 3] & 255;
      for (int c = 0; c < 3 && alpha != 255; c++) {
        int level = pixels[i + c] & 255;
        pixels[i + c] = (byte) (alpha == 0 ? 0 : Math.min(255, 255 * level / alpha));
      }
    }
  }

  private static void readParts(
      TiffTags tiff, PictureFile file, int height, int width, int samples, byte[] pixels)
      throws DataFormatException {
    boolean tiled = tiff.all(TiffTags.TILE_OFFSETS).length > 0;
    int partWidth = tiled ? tiff.get(TiffTags.TILE_WIDTH, width) : width;
    int partHeight =
        tiled
            ? tiff.get(TiffTags.TILE_HEIGHT, height)
            : Math.min(height, tiff.get(TiffTags.ROWS_PER_STRIP, height));
    boolean isTooLarge =
        partWidth > Math.max(width, LARGEST_TILE) || partHeight > Math.max(height, LARGEST_TILE);
    if (partWidth < 1 || partHeight < 1 || isTooLarge) {
      throw new IndexOutOfBoundsException("parts of " + partHeight + "x" + partWidth);
    }
    long[] offsets = tiff.all(tiled ? TiffTags.TILE_OFFSETS : TiffTags.STRIP_OFFSETS);
    long[] sizes = tiff.all(tiled ? TiffTags.TILE_SIZES : TiffTags.STRIP_SIZES);
    boolean planar = tiff.get(TiffTags.PLANAR, 1) == PLANES;
    int each = planar ? 1 : samples;
    int sampleBytes = tiff.get(TiffTags.BITS, 8) / 8;
    // The byte of a sample that is kept: the most significant one.
    int kept = sampleBytes == 2 && !tiff.isBigEndian() ? 1 : 0;
    int across = (width + partWidth - 1) / partWidth;
    int down = (height + partHeight - 1) / partHeight;
    for (int plane = 0; plane < (planar ? samples : 1); plane++) {
      for (int part = 0; part < across * down; part++) {
        int top = part / across * partHeight;
        int left = part % across * partWidth;
        int rows = tiled ? partHeight : Math.min(partHeight, height - top);
        int number = plane * across * down + part;
        int from = Math.toIntExact(offsets[number]);
        int size = (int) Math.min(sizes[number], file.length() - (long) from);
        if (size <= 0) {
          throw new IndexOutOfBoundsException("a part of it lies behind its end");
        }
        int line = Math.multiplyExact(partWidth, each * sampleBytes);
        byte[] unpacked = new byte[Math.multiplyExact(rows, line)];
        unpack(tiff.get(TiffTags.COMPRESSION, NONE), file.bytes(), from, size, unpacked);
        if (tiff.get(TiffTags.PREDICTOR, 1) == 2) {
          addUp(unpacked, line, each, sampleBytes, kept);
        }
        for (int y = 0; y < Math.min(rows, height - top); y++) {
          for (int x = 0; x < Math.min(partWidth, width - left) * each; x++) {
            int pixel = (top + y) * width + left + x / each;
            pixels[pixel * samples + plane + x % each] =
                unpacked[y * line + x * sampleBytes + kept];
          }
        }
      }
    }
  }

  /** Undoes the predictor: each sample is stored as its difference from the one to the left. */
  private static void addUp(byte[] rows, int line, int samples, int sampleBytes, int high) {
    int step = samples * sampleBytes;
    for (int start = 0; start < rows.length; start += line) {
      for (int i = start + step; i < start + line; i += sampleBytes) {
        if (sampleBytes == 1) {
          rows[i] += rows[i - step];
          continue;
        }
        int sum = word(rows, i, high) + word(rows, i - step, high);
        rows[i + high] = (byte) (sum >> 8);
        rows[i + 1 - high] = (byte) sum;
      }
    }
  }

  private static int word(byte[] bytes, int at, int high) {
    return (bytes[at + high] & 255) << 8 | bytes[at + 1 - high] & 255;
  }

  private static void unpack(int compression, byte[] file, int from, int size, byte[] to)
      throws DataFormatException {
    switch (compression) {
      case NONE:
        // Behind the file's end, the array has bytes of other files.
        if (size < to.length) {
          throw new IndexOutOfBoundsException("it ends too early");
        }
        System.arraycopy(file, from, to, 0, to.length);
        return;
      case LZW:
        TiffLzw.unpack(file, from, from + size, to);
        return;
      case PACK_BITS:
        unpackBits(file, from, from + size, to);
        return;
      default:
        inflate(file, from, size, to);
    }
  }

  private static void inflate(byte[] file, int from, int size, byte[] to)
      throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, from, size);
      int done = 0;
      while (done < to.length) {
        int more = inflater.inflate(to, done, to.length - done);
        if (more == 0) {
          throw new DataFormatException("it ends too early");
        }
        done += more;
      }
    } finally {
      inflater.end();
    }
  }

  /** Runs of one byte, and of different ones. */
  private static void unpackBits(byte[] file, int from, int end, byte[] to) {
    int at = from;
    int done = 0;
    while (done < to.length) {
      if (at >= end) {
        throw new IndexOutOfBoundsException("it ends too early");
      }
      int count = file[at++];
      if (count != -128 && at + Math.max(count, 0) >= end) {
        throw new IndexOutOfBoundsException("it ends too early");
      }
      if (count >= 0) {
        int copied = Math.min(count + 1, to.length - done);
        System.arraycopy(file, at, to, done, copied);
        at += count + 1;
        done += copied;
      } else if (count != -128) {
        for (int i = 0; i <= -count && done < to.length; i++) {
          to[done++] = file[at];
        }
        at++;
      }
    }
  }
}
