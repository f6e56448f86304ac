package io.github.markhor.data;

import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes TIFFs with alpha, and of four inks: what OpenCV multiplies by the alpha, or converts by a
 * formula of its own. Of 8 bits, in strips or tiles, not compressed or by LZW, Deflate or PackBits.
 */
final class TiffDecoder implements PictureDecoder {
  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32946;
  private static final int PACK_BITS = 32773;

  /** The kind of the extra sample with which colours are stored multiplied by it. */
  private static final int PREMULTIPLIED = 1;

  /** Whether a file is of the kinds that this decoder is for. */
  static boolean reads(TiffFile tiff) {
    int photometric = tiff.get(TiffFile.PHOTOMETRIC, -1);
    int samples = tiff.get(TiffFile.SAMPLES, 1);
    boolean kind =
        (photometric == TiffFile.GREY && samples == 2)
            || (photometric == TiffFile.RGB && samples == 4)
            || (photometric == TiffFile.SEPARATED && samples == 4);
    for (long bits : tiff.all(TiffFile.BITS)) {
      kind &= bits == 8;
    }
    int compression = tiff.get(TiffFile.COMPRESSION, NONE);
    int predictor = tiff.get(TiffFile.PREDICTOR, 1);
    return kind
        && tiff.all(TiffFile.BITS).length > 0
        && tiff.get(TiffFile.SAMPLE_FORMAT, 1) == 1
        && tiff.get(TiffFile.FILL_ORDER, 1) == 1
        && (compression == NONE
            || compression == LZW
            || compression == DEFLATE
            || compression == OLD_DEFLATE
            || compression == PACK_BITS)
        && (predictor == 1 || predictor == 2);
  }

  @Override
  public void decode(
      byte[] file, int length, Path name, ColorMode mode, int reduction, Picture into) {
    TiffFile tiff = TiffFile.read(file, length);
    int height = tiff.get(TiffFile.HEIGHT, 0);
    int width = tiff.get(TiffFile.WIDTH, 0);
    PictureSize.of(height, width).check(name);
    int samples = tiff.get(TiffFile.SAMPLES, 1);
    byte[] pixels = new byte[Math.multiplyExact(height * width, samples)];
    try {
      readParts(tiff, file, length, height, width, samples, pixels);
    } catch (IndexOutOfBoundsException | DataFormatException | ArithmeticException e) {
      throw new PictureException(name, "the TIFF is cut off or damaged: " + e.getMessage(), e);
    }
    into.resize(height, width, mode.channels());
    int extra = tiff.get(TiffFile.EXTRA_SAMPLES, samples == 4 ? 2 : 0);
    if (tiff.get(TiffFile.PHOTOMETRIC, -1) == TiffFile.SEPARATED) {
      Inks.convert(pixels, false, mode, into);
    } else if (samples == 4 && extra == PREMULTIPLIED) {
      divideByAlpha(pixels);
      PixelFormat.convert(pixels, samples, false, mode, into);
    } else {
      if (extra == 0) {
        hideAlpha(pixels, samples);
      }
      PixelFormat.convert(pixels, samples, false, mode, into);
    }
  }

  private static void hideAlpha(byte[] pixels, int samples) {
    for (int i = samples - 1; i < pixels.length; i += samples) {
      pixels[i] = (byte) 255;
    }
  }

  private static void divideByAlpha(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 4) {
      int alpha = pixels[i + 3] & 255;
      for (int c = 0; c < 3 && alpha != 255; c++) {
        int level = pixels[i + c] & 255;
        pixels[i + c] = (byte) (alpha == 0 ? 0 : Math.min(255, 255 * level / alpha));
      }
    }
  }

  private static void readParts(
      TiffFile tiff, byte[] file, int length, int height, int width, int samples, byte[] pixels)
      throws DataFormatException {
    boolean tiled = tiff.all(TiffFile.TILE_OFFSETS).length > 0;
    int partWidth = tiled ? tiff.get(TiffFile.TILE_WIDTH, width) : width;
    int partHeight =
        tiled
            ? tiff.get(TiffFile.TILE_HEIGHT, height)
            : Math.min(height, tiff.get(TiffFile.ROWS_PER_STRIP, height));
    if (partWidth < 1 || partHeight < 1) {
      throw new IndexOutOfBoundsException("parts of " + partHeight + "x" + partWidth);
    }
    long[] offsets = tiff.all(tiled ? TiffFile.TILE_OFFSETS : TiffFile.STRIP_OFFSETS);
    long[] sizes = tiff.all(tiled ? TiffFile.TILE_SIZES : TiffFile.STRIP_SIZES);
    boolean planar = tiff.get(TiffFile.PLANAR, 1) == 2;
    int each = planar ? 1 : samples;
    int across = (width + partWidth - 1) / partWidth;
    int down = (height + partHeight - 1) / partHeight;
    for (int plane = 0; plane < (planar ? samples : 1); plane++) {
      for (int part = 0; part < across * down; part++) {
        int top = part / across * partHeight;
        int left = part % across * partWidth;
        int rows = tiled ? partHeight : Math.min(partHeight, height - top);
        int number = plane * across * down + part;
        int from = Math.toIntExact(offsets[number]);
        int size = (int) Math.min(sizes[number], length - (long) from);
        int line = Math.multiplyExact(partWidth, each);
        byte[] unpacked = new byte[Math.multiplyExact(rows, line)];
        unpack(tiff.get(TiffFile.COMPRESSION, NONE), file, from, size, unpacked);
        if (tiff.get(TiffFile.PREDICTOR, 1) == 2) {
          addUp(unpacked, line, each);
        }
        for (int y = 0; y < Math.min(rows, height - top); y++) {
          for (int x = 0; x < Math.min(partWidth, width - left) * each; x++) {
            int pixel = (top + y) * width + left + x / each;
            pixels[pixel * samples + plane + x % each] = unpacked[y * line + x];
          }
        }
      }
    }
  }

  /** Undoes the predictor: each sample is stored as its difference from the one to the left. */
  private static void addUp(byte[] rows, int line, int samples) {
    for (int start = 0; start < rows.length; start += line) {
      for (int i = start + samples; i < start + line; i++) {
        rows[i] += rows[i - samples];
      }
    }
  }

  private static void unpack(int compression, byte[] file, int from, int size, byte[] to)
      throws DataFormatException {
    switch (compression) {
      case NONE:
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

  @Override
  public void close() {}
}
