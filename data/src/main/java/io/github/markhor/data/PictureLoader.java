package io.github.markhor.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads picture files as arrays: read, decode, convert, crop, resize. Keeps its scratch memory from
 * picture to picture; not for several threads at once.
 */
final class PictureLoader implements AutoCloseable {
  private final PictureDecoder decoder = PictureDecoder.create();
  private final Picture picture = new Picture();
  private final ColorMode mode;
  private final boolean keepAspectRatio;
  private final boolean fastDecode;
  private final Resizer resizer;
  private byte[] bytes = new byte[1 << 16];

  PictureLoader(Flow flow) {
    this(flow.colorMode(), flow.interpolation(), flow.keepAspectRatio(), flow.fastDecode());
  }

  /**
   * A loader.
   *
   * @param fastDecode whether JPEGs may be decoded at a part of their size, though not below the
   *     target's
   */
  PictureLoader(
      ColorMode mode, Interpolation interpolation, boolean keepAspectRatio, boolean fastDecode) {
    this.mode = mode;
    this.fastDecode = fastDecode;
    this.keepAspectRatio = keepAspectRatio;
    this.resizer = new Resizer(interpolation);
  }

  /** Reads a picture in its own size; valid until the next is read. */
  Picture read(Path file) {
    return read(file, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Reads a picture at a size that is not below the one given, unless it is that small. */
  private Picture read(Path file, int height, int width) {
    int length;
    try {
      length = readBytes(file);
    } catch (NoSuchFileException e) {
      throw new PictureException(file, "the file does not exist.", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a folder." : e.toString();
      throw new PictureException(file, reason, e);
    }
    int reduction = fastDecode ? reduction(length, height, width) : 1;
    decoder.decode(bytes, length, file, mode, reduction, picture);
    return picture;
  }

  /** Reads a picture in a size, to the start of {@code target}, in the order (H, W, C). */
  void load(Path file, int height, int width, float[] target) {
    Picture read = read(file, height, width);
    try {
      Resizer.Box box =
          keepAspectRatio ? Resizer.Box.ofAspect(read, height, width) : Resizer.Box.whole(read);
      resizer.resize(read, box, height, width, target);
    } catch (IllegalArgumentException e) {
      throw new PictureException(file, e.getMessage(), e);
    }
  }

  /** By how much a JPEG can be reduced without falling below a size: 1, 2, 4 or 8. */
  private int reduction(int length, int height, int width) {
    PictureSize size = PictureSize.of(bytes, length);
    int reduction = 1;
    if (size != null) {
      while (reduction < 8
          && size.height() / (2 * reduction) >= height
          && size.width() / (2 * reduction) >= width) {
        reduction *= 2;
      }
    }
    return reduction;
  }

  private int readBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int length = 0;
      while (true) {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return length;
        }
        length += read;
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.multiplyExact(length, 2));
        }
      }
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
