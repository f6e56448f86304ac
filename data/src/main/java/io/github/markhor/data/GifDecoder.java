package io.github.markhor.data;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Decodes the first frame of a GIF, upon a canvas of the transparent colour. Written out because
 * OpenCV blends transparent pixels away, of which Keras keeps the colour.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
final class GifDecoder implements PictureDecoder {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int[] INTERLACED_STARTS = {0, 4, 2, 1};
  private static final int[] INTERLACED_STEPS = {8, 8, 4, 2};

  private byte[] file;
  private int length;
  private int at;
  private Path name;

  /** Whether the bytes begin as a GIF does. */
  static boolean isGif(byte[] file, int length) {
    return length >= 13 && file[0] == 'G' && file[1] == 'I' && file[2] == 'F' && file[3] == '8';
  }

  @Override
  public void decode(
      byte[] file, int length, Path name, ColorMode mode, int reduction, Picture into) {
    this.file = file;
    this.length = length;
    this.name = name;
    int width = word(6);
    int height = word(8);
    int flags = file[10];
    at = 13;
    byte[] palette = palette(flags);
    int transparent = -1;
    while (true) {
      int block = next();
      if (block == FRAME) {
        break;
      } else if (block == EXTENSION) {
        int label = next();
        if (label == GRAPHIC_CONTROL && at + 5 <= length && (file[at + 1] & 1) != 0) {
          transparent = file[at + 4] & 255;
        }
        skipBlocks();
      } else if (block == ';') {
        throw new PictureException(name, "the GIF holds no picture.");
      }
    }
    int left = word(at);
    int top = word(at + 2);
    int frameWidth = word(at + 4);
    int frameHeight = word(at + 6);
    int frameFlags = file[at + 8];
    at += 9;
    if ((frameFlags & 128) != 0) {
      palette = palette(frameFlags);
    }
    width = Math.max(width, left + frameWidth);
    height = Math.max(height, top + frameHeight);
    PictureSize.of(height, width).check(name);
    byte[] indices = new byte[height * width];
    if (transparent >= 0) {
      Arrays.fill(indices, (byte) transparent);
    }
    byte[] frame = unpack(frameWidth * frameHeight, indices.length == 0 ? 0 : indices[0]);
    boolean interlaced = (frameFlags & 64) != 0;
    int row = 0;
    for (int pass = interlaced ? 0 : 3; pass < 4; pass++) {
      int step = interlaced ? INTERLACED_STEPS[pass] : 1;
      for (int y = interlaced ? INTERLACED_STARTS[pass] : 0; y < frameHeight; y += step) {
        int to = (top + y) * width + left;
        System.arraycopy(frame, row++ * frameWidth, indices, to, frameWidth);
      }
    }
    colour(indices, palette, transparent, height, width, mode, into);
  }

  private int word(int place) {
    if (place + 2 > length) {
      throw cutOff();
    }
    return file[place] & 255 | (file[place + 1] & 255) << 8;
  }

  private int next() {
    if (at >= length) {
      throw cutOff();
    }
    return file[at++] & 255;
  }

  private PictureException cutOff() {
    return new PictureException(name, "the GIF is cut off.");
  }

  private void skipBlocks() {
    for (int size = next(); size != 0; size = next()) {
      at += size;
    }
  }

  /** The palette that follows if the flags say so; null for none, and for one of greys in order. */
  private byte[] palette(int flags) {
    if ((flags & 128) == 0) {
      return null;
    }
    int size = 3 << ((flags & 7) + 1);
    if (at + size > length) {
      throw cutOff();
    }
    byte[] palette = Arrays.copyOfRange(file, at, at + size);
    at += size;
    for (int i = 0; i < size; i++) {
      if ((palette[i] & 255) != i / 3) {
        return palette;
      }
    }
    return null;
  }

  /** Takes apart the frame's codes (LZW); what comes after an early end keeps the background. */
  private byte[] unpack(int count, byte background) {
    byte[] pixels = new byte[count];
    Arrays.fill(pixels, background);
    int bits = next();
    if (bits < 1 || bits > 11) {
      throw new PictureException(name, "the GIF has codes of " + bits + " bits.");
    }
    int clear = 1 << bits;
    int[] prefix = new int[4096];
    byte[] suffix = new byte[4096];
    byte[] stack = new byte[4097];
    for (int i = 0; i < clear; i++) {
      suffix[i] = (byte) i;
    }
    int codes = clear + 2;
    int size = bits + 1;
    int last = -1;
    int buffer = 0;
    int held = 0;
    int block = 0;
    int done = 0;
    byte first = 0;
    while (done < count) {
      while (held < size) {
        if (block == 0) {
          block = next();
          if (block == 0) {
            throw cutOff();
          }
        }
        buffer |= next() << held;
        held += 8;
        block--;
      }
      int code = buffer & (1 << size) - 1;
      buffer >>>= size;
      held -= size;
      if (code == clear) {
        codes = clear + 2;
        size = bits + 1;
        last = -1;
        continue;
      }
      if (code == clear + 1) {
        break;
      }
      if (code > codes || (code == codes && last < 0) || (last < 0 && code >= clear)) {
        throw new PictureException(
            name, "the GIF is damaged: it has a code that stands for nothing.");
      }
      int depth = 0;
      int walk = code;
      if (code == codes) {
        stack[depth++] = first;
        walk = last;
      }
      while (walk >= clear) {
        stack[depth++] = suffix[walk];
        walk = prefix[walk];
      }
      first = suffix[walk];
      stack[depth++] = first;
      if (last >= 0 && codes < 4096) {
        prefix[codes] = last;
        suffix[codes++] = first;
        if (codes == 1 << size && size < 12) {
          size++;
        }
      }
      last = code;
      while (depth > 0 && done < count) {
        pixels[done++] = stack[--depth];
      }
    }
    return pixels;
  }

  private static void colour(
      byte[] indices,
      byte[] palette,
      int transparent,
      int height,
      int width,
      ColorMode mode,
      Picture into) {
    byte[] pixels = new byte[Math.multiplyExact(indices.length, 4)];
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i] & 255;
      boolean inPalette = palette != null && index * 3 < palette.length;
      for (int c = 0; c < 3; c++) {
        pixels[i * 4 + c] = inPalette ? palette[index * 3 + c] : (byte) index;
      }
      pixels[i * 4 + 3] = (byte) (index == transparent ? 0 : 255);
    }
    into.resize(height, width, mode.channels());
    PixelFormat.convert(pixels, 4, false, mode, into);
  }

  @Override
  public void close() {}
}
