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
  private final Resizer resizer;
  private byte[] bytes = new byte[1 << 16];

  PictureLoader(ColorMode mode, Interpolation interpolation, boolean keepAspectRatio) {
    this.mode = mode;
    this.keepAspectRatio = keepAspectRatio;
    this.resizer = new Resizer(interpolation);
  }

  /** Reads a picture in its own size; valid until the next is read. */
  Picture read(Path file) {
    int length;
    try {
      length = readBytes(file);
    } catch (NoSuchFileException e) {
      throw new PictureException(file, "the file does not exist.", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "it is a folder." : e.toString();
      throw new PictureException(file, reason, e);
    }
    decoder.decode(bytes, length, file, mode, picture);
    return picture;
  }

  /** Reads a picture in a size, to the start of {@code target}, in the order (H, W, C). */
  void load(Path file, int height, int width, float[] target) {
    Picture read = read(file);
    Resizer.Box box =
        keepAspectRatio ? Resizer.Box.ofAspect(read, height, width) : Resizer.Box.whole(read);
    resizer.resize(read, box, height, width, target);
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
