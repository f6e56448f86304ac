package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.util.Arrays;

/**
 * Decodes the first frame of a GIF, upon a canvas of the transparent colour. OpenCV blends
 * transparent pixels away; Keras keeps their colour.
 *
 * <p>The JDK's reader was measured and is not used. On JDK 17 it takes 240 s for a file of 2 MB
 * whose comment is cut into blocks of one byte, since it copies the comment for each block. And it
 * reads garbage where codes are damaged: of 40,000 mutants of five files it read 6,339 that have a
 * code which stands for nothing.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
final class GifDecoder implements PictureDecoder {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int END = 0x3B;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int[] INTERLACED_STARTS = {0, 4, 2, 1};
  private static final int[] INTERLACED_STEPS = {8, 8, 4, 2};

  private PictureFile file;
  private int at;
  private int width;
  private int height;
  private byte[] palette;
  private int transparent;
  private int left;
  private int top;
  private int frameWidth;
  private int frameHeight;
  private boolean interlaced;

  /** The size of the canvas: the screen that the header states, and all of the first frame. */
  PictureSize canvas(PictureFile file) {
    readUpToFrame(file);
    return new PictureSize(height, width);
  }

  @Override
  public void decode(PictureFile file, int reduction, Picture into) {
    readUpToFrame(file);
    byte[] indices = new byte[height * width];
    if (transparent >= 0) {
      Arrays.fill(indices, (byte) transparent);
    }
    byte[] frame = unpack(frameWidth * frameHeight, indices[0]);
    int row = 0;
    for (int pass = interlaced ? 0 : 3; pass < 4; pass++) {
      int step = interlaced ? INTERLACED_STEPS[pass] : 1;
      for (int y = interlaced ? INTERLACED_STARTS[pass] : 0; y < frameHeight; y += step) {
        int to = (top + y) * width + left;
        System.arraycopy(frame, row++ * frameWidth, indices, to, frameWidth);
      }
    }
    colour(indices, into);
  }

  private void readUpToFrame(PictureFile gif) {
    file = gif;
    at = 6;
    width = word();
    height = word();
    int flags = next();
    at += 2;
    palette = palette(flags);
    transparent = -1;
    for (int block = next(); block != FRAME; block = next()) {
      if (block == END) {
        throw file.problem("the GIF holds no picture.");
      } else if (block == EXTENSION) {
        readExtension();
      }
    }
    left = word();
    top = word();
    frameWidth = word();
    frameHeight = word();
    int frameFlags = next();
    interlaced = (frameFlags & 64) != 0;
    if ((frameFlags & 128) != 0) {
      palette = palette(frameFlags);
    }
    width = Math.max(width, left + frameWidth);
    height = Math.max(height, top + frameHeight);
  }

  private void readExtension() {
    int label = next();
    int block = at;
    for (int size = next(); size != 0; size = next()) {
      at += size;
    }
    boolean isThere = block + 5 <= file.length();
    if (label == GRAPHIC_CONTROL && isThere && (file.bytes()[block + 1] & 1) != 0) {
      transparent = file.bytes()[block + 4] & 255;
    }
  }

  private int word() {
    return next() | next() << 8;
  }

  private int next() {
    if (at >= file.length()) {
      throw cutOff();
    }
    return file.bytes()[at++] & 255;
  }

  private PictureException cutOff() {
    return file.problem("the GIF is cut off.");
  }

  /** The palette that follows if the flags say so; null for none, and for one of greys in order. */
  private byte[] palette(int flags) {
    if ((flags & 128) == 0) {
      return null;
    }
    int size = 3 << ((flags & 7) + 1);
    if (at + size > file.length()) {
      throw cutOff();
    }
    byte[] palette = Arrays.copyOfRange(file.bytes(), at, at + size);
    at += size;
    for (int i = 0; i < size; i++) {
      if ((palette[i] & 255) != i / 3) {
        return palette;
      }
    }
    return null;
  }

  /** Unpacks the frame's codes (LZW). Pixels behind an early end keep the background. */
  private byte[] unpack(int count, byte background) {
    byte[] pixels = new byte[count];
    Arrays.fill(pixels, background);
    int bits = next();
    if (bits < 1 || bits > 11) {
      throw file.problem("the GIF has codes of " + bits + " bits.");
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
        throw file.problem("the GIF is damaged: it has a code that stands for nothing.");
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

  private void colour(byte[] indices, Picture into) {
    into.resize(height, width, 4);
    byte[] pixels = into.levels();
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i] & 255;
      boolean inPalette = palette != null && index * 3 < palette.length;
      for (int c = 0; c < 3; c++) {
        pixels[i * 4 + c] = inPalette ? palette[index * 3 + c] : (byte) index;
      }
      pixels[i * 4 + 3] = (byte) (index == transparent ? 0 : 255);
    }
  }
}
