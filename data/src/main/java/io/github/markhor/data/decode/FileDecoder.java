package io.github.markhor.data.decode;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureFormat;
import io.github.markhor.data.picture.PictureSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads picture files of all formats in a colour mode. It keeps its scratch memory from picture to
 * picture, so each thread has its own.
 */
public final class FileDecoder implements AutoCloseable {
  /** The same as Pillow's, beyond which it speaks of a decompression bomb. */
  private static final long MOST_PIXELS = 178_956_970;

  private final ColorMode mode;
  private final boolean fastDecode;
  private final Map<PictureFormat, PictureDecoder> decoders = new HashMap<>();
  private final Picture decoded = new Picture();
  private final Picture converted = new Picture();
  private byte[] bytes = new byte[1 << 16];

  /**
   * A decoder for one thread.
   *
   * @param fastDecode whether pictures may be decoded at a part of their size, though not below the
   *     size that is asked for
   */
  public FileDecoder(ColorMode mode, boolean fastDecode) {
    this.mode = mode;
    this.fastDecode = fastDecode;
  }

  /**
   * Reads a picture in its own size.
   *
   * @return the picture, valid until the next is read
   * @throws PictureException if the file cannot be read
   */
  public Picture read(Path file) {
    return read(file, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * Reads a picture, at a part of its size where that is fast and leaves at least {@code height}
   * times {@code width} pixels.
   *
   * @return the picture, valid until the next is read
   * @throws PictureException if the file cannot be read
   */
  public Picture read(Path path, int height, int width) {
    PictureFile file = load(path);
    if (file.length() == 0) {
      throw file.problem("the file is empty.");
    }
    Optional<PictureFormat> format = PictureFormats.of(file);
    PictureSize size =
        format
            .flatMap(found -> PictureFormats.size(found, file))
            .orElseThrow(
                () ->
                    file.problem(
                        "it is not a picture of a known format ("
                            + String.join(", ", PictureFormats.names())
                            + "), or broken."));
    check(file, size);
    PictureDecoder decoder = decoders.computeIfAbsent(format.get(), PictureFormat::decoder);
    int reduction = fastDecode ? reduction(size, height, width) : 1;
    try {
      decoder.decode(file, reduction, decoded);
      return ColorConversion.convert(decoded, mode, converted);
    } catch (PictureException e) {
      throw e;
    } catch (RuntimeException e) {
      // The bytes may be anything, and one bad file is not to end a night's training.
      String reason = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
      throw file.problem("as " + format.get().name() + " it is damaged: " + reason, e);
    }
  }

  private PictureFile load(Path path) {
    try {
      int length = readBytes(path);
      return new PictureFile(path, bytes, length);
    } catch (NoSuchFileException e) {
      throw new PictureException(path, "the file does not exist.", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(path) ? "it is a folder." : e.toString();
      throw new PictureException(path, reason, e);
    }
  }

  /** Refuses a picture that would take too much memory, or has no pixels. */
  static void check(PictureFile file, PictureSize size) {
    boolean isTooLong = size.height() > MOST_PIXELS || size.width() > MOST_PIXELS;
    if (size.height() < 1 || size.width() < 1 || isTooLong || size.pixels() > MOST_PIXELS) {
      throw file.problem(
          "it says that it has "
              + (isTooLong ? size.height() + " x " + size.width() : size.pixels())
              + " pixels, and from 1 to "
              + MOST_PIXELS
              + " are read.");
    }
  }

  /** How much a picture can be reduced without falling below a size: by 1, 2, 4 or 8. */
  private static int reduction(PictureSize size, int height, int width) {
    int reduction = 1;
    while (reduction < 8
        && size.height() / (2 * reduction) >= height
        && size.width() / (2 * reduction) >= width) {
      reduction *= 2;
    }
    return reduction;
  }

  /** Reads a file into {@link #bytes}, which grows as needed, and returns its length. */
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
    decoders.values().forEach(PictureDecoder::close);
  }
}
