package io.github.markhor.data.decode;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureFormat;
import io.github.markhor.data.picture.PictureSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads pictures of all formats in a colour mode, from files or from memory. It keeps its scratch
 * memory from picture to picture, so each thread has its own.
 */
public final class FileDecoder implements AutoCloseable {
  /** The most pixels by default: Pillow's, beyond which it speaks of a decompression bomb. */
  public static final long MOST_PIXELS = 178_956_970;

  /** The length beyond which the array of a file's bytes could not be doubled. */
  private static final int LONGEST_FILE = (1 << 30) - 1;

  private final ColorMode mode;
  private final boolean fastDecode;
  private final boolean highBytes;
  private final long mostPixels;
  private final Map<PictureFormat, PictureDecoder> decoders = new HashMap<>();
  private Picture decoded;
  private Picture narrowed;
  private Picture converted;
  private byte[] bytes;

  /** The bytes being read; null before they are there, and for a picture that is none. */
  private PictureFile file;

  /** The size that the picture being read states; null as long as it has not been read. */
  private PictureSize stated;

  /**
   * A decoder for one thread, which treats grey of more than 8 bits as Pillow does.
   *
   * @param fastDecode whether pictures may be decoded at a part of their size, though not below the
   *     size that is asked for
   * @param mostPixels a picture whose header states more is refused before it is decoded
   */
  public FileDecoder(ColorMode mode, boolean fastDecode, long mostPixels) {
    this(mode, fastDecode, false, mostPixels);
  }

  /**
   * A decoder for one thread, of pictures of up to {@link #MOST_PIXELS}.
   *
   * @param highBytes whether grey of 16 bits is cut to its upper eight, as by TensorFlow
   */
  public FileDecoder(ColorMode mode, boolean fastDecode, boolean highBytes) {
    this(mode, fastDecode, highBytes, MOST_PIXELS);
  }

  private FileDecoder(ColorMode mode, boolean fastDecode, boolean highBytes, long mostPixels) {
    this.mode = mode;
    this.mostPixels = mostPixels;
    this.fastDecode = fastDecode;
    this.highBytes = highBytes;
    forget();
  }

  /** Lets go of the scratch memory. */
  private void forget() {
    decoded = new Picture();
    narrowed = new Picture();
    converted = new Picture();
    bytes = new byte[1 << 16];
  }

  /**
   * Reads a picture, at a part of its size where that is fast and leaves at least {@code height}
   * times {@code width} pixels.
   *
   * @return the picture, valid until the next is read
   * @throws PictureException if the file cannot be read
   */
  public Picture read(Path path, int height, int width) {
    return read(() -> load(path), height, width);
  }

  /**
   * Reads a picture from the bytes of a file, as {@link #read(Path, int, int)} does.
   *
   * @throws PictureException if the bytes are no picture
   */
  public Picture read(byte[] file, int height, int width) {
    return read(() -> new PictureFile(null, file, file.length), height, width);
  }

  /**
   * Reads a picture from a stream up to its end, as {@link #read(Path, int, int)} does.
   *
   * @throws PictureException if the bytes are no picture, or the stream fails
   */
  public Picture read(InputStream file, int height, int width) {
    return read(() -> load(file), height, width);
  }

  private Picture read(Supplier<PictureFile> bytesOf, int height, int width) {
    stated = null;
    file = null;
    try {
      file = bytesOf.get();
      return decode(file, height, width);
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  /**
   * Reads a picture that the JDK holds, in its own size.
   *
   * @return the picture, valid until the next is read
   * @throws PictureException if it has too many pixels
   */
  public Picture read(BufferedImage image) {
    file = null;
    stated = new PictureSize(image.getHeight(), image.getWidth());
    check(stated);
    try {
      BufferedImages.read(image, decoded);
      return inMode();
    } catch (OutOfMemoryError e) {
      throw tooLarge(e);
    }
  }

  /** The error about the picture that was read last, to be thrown. */
  public PictureException problem(String what, Throwable cause) {
    if (file != null) {
      return file.problem(what, cause);
    }
    String size =
        stated == null ? "" : "of " + stated.height() + " x " + stated.width() + " pixels ";
    return new PictureException(size + "in memory", what, cause);
  }

  /**
   * The error that there is no memory for the picture that was read last, to be thrown; scratch
   * memory is let go of, so that other pictures can be read.
   */
  public PictureException tooLarge(OutOfMemoryError e) {
    String pixels =
        stated == null ? "" : " of " + stated.height() + " x " + stated.width() + " pixels";
    forget();
    return problem(
        "it takes more memory than there is: a picture"
            + pixels
            + ", and a heap of "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MB, which -Xmx sets.",
        e);
  }

  private Picture decode(PictureFile file, int height, int width) {
    if (file.length() == 0) {
      throw file.problem("the file is empty.");
    }
    PictureFormat format =
        PictureFormats.of(file).orElseThrow(() -> file.problem(ForeignPictures.describe(file)));
    PictureSize size =
        PictureFormats.size(format, file)
            .orElseThrow(
                () ->
                    file.problem(
                        "the "
                            + format.name()
                            + " is cut off or damaged: its header states no size."));
    check(size);
    stated = size;
    PictureDecoder decoder = decoders.computeIfAbsent(format, PictureFormat::decoder);
    int reduction = fastDecode ? reduction(size, height, width) : 1;
    try {
      decoder.decode(file, reduction, decoded);
      return inMode();
    } catch (PictureException e) {
      throw e;
    } catch (RuntimeException e) {
      // The bytes may be anything, and one bad file is not to end a night's training.
      String reason = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
      throw file.problem("as " + format.name() + " it is damaged: " + reason, e);
    }
  }

  /** What has been decoded, in the colour mode. */
  private Picture inMode() {
    Picture levels = highBytes ? ColorConversion.highBytes(decoded, narrowed) : decoded;
    return ColorConversion.convert(levels, mode, converted);
  }

  private PictureFile load(InputStream in) {
    try {
      int length = readBytes(in);
      return new PictureFile(null, bytes, length);
    } catch (IOException e) {
      throw problem("its stream fails: " + e, e);
    }
  }

  private PictureFile load(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      int length = readBytes(in);
      return new PictureFile(path, bytes, length);
    } catch (NoSuchFileException e) {
      throw new PictureException(path, "the file does not exist.", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(path) ? "it is a folder." : e.toString();
      throw new PictureException(path, reason, e);
    }
  }

  /** Refuses a picture that would take too much memory, or has no pixels. */
  private void check(PictureSize size) {
    boolean isTooLong = size.height() > mostPixels || size.width() > mostPixels;
    if (size.height() < 1 || size.width() < 1 || isTooLong || size.pixels() > mostPixels) {
      throw problem(
          "it says that it has "
              + (isTooLong ? size.height() + " x " + size.width() : size.pixels())
              + " pixels, and from 1 to "
              + mostPixels
              + " are read.",
          null);
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

  /** Reads a stream into {@link #bytes}, which grows as needed, and returns the length. */
  private int readBytes(InputStream in) throws IOException {
    int length = 0;
    while (true) {
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return length;
      }
      length += read;
      if (length == bytes.length) {
        if (length > LONGEST_FILE) {
          throw new IOException("files of more than 1 GiB are not read as pictures");
        }
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
    }
  }

  @Override
  public void close() {
    decoders.values().forEach(PictureDecoder::close);
  }
}
