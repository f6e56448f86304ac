package io.github.markhor.data;

import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.data.batch.PictureLevels;
import io.github.markhor.data.decode.BufferedImages;
import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFormat;
import io.github.markhor.data.read.SizedDecoder;
import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Single pictures as tensors, and back: Keras's {@code load_img} with {@code img_to_array}, {@code
 * array_to_img} ({@link #toBufferedImage}) and {@code save_img} ({@link #save}).
 *
 * <pre>{@code
 * Flow flow = Flow.defaults().targetSize(150, 150);
 * Tensor picture = Pictures.load(upload, flow);   // a Path, byte[], InputStream or BufferedImage
 * Pictures.save(Path.of("seen.png"), picture);
 * }</pre>
 *
 * <p>A picture has the same pixels wherever it is read from. Bytes and streams are decoded in
 * memory. As with files, the orientation in a JPEG's EXIF data is ignored, as Keras does, and a
 * picture whose header states more pixels than {@link Flow#maxPixels} is refused before it is
 * decoded.
 */
public final class Pictures {
  private static final int WHOLE = Integer.MAX_VALUE;

  private Pictures() {}

  /**
   * Reads a picture as a {@link Flow} would: its size, colour mode, interpolation and aspect ratio.
   * Neither augmented nor rescaled; see {@link ImageDataGenerator#standardize}.
   *
   * @return the picture, (H, W, C), of levels 0 to 255, but for grey of 16 or 32 bits
   * @throws PictureException if the file cannot be read
   */
  public static Tensor load(Path file, Flow flow) {
    Require.notNull("file", file);
    return load(decoder -> decoder.read(file, flow.height(), flow.width()), flow);
  }

  /**
   * Reads a picture from the bytes of its file, as {@link #load(Path, Flow)} does.
   *
   * @param file all bytes of a file of any format that is read
   * @throws PictureException if the bytes are no picture
   */
  public static Tensor load(byte[] file, Flow flow) {
    Require.notNull("file", file);
    return load(decoder -> decoder.read(file, flow.height(), flow.width()), flow);
  }

  /**
   * Reads a picture from a stream up to its end, as {@link #load(Path, Flow)} does. The stream is
   * not closed. It may give up to 1 GiB; whoever reads from strangers bounds it further.
   *
   * @throws PictureException if the bytes are no picture, or the stream fails
   */
  public static Tensor load(InputStream file, Flow flow) {
    Require.notNull("file", file);
    return load(decoder -> decoder.read(file, flow.height(), flow.width()), flow);
  }

  /**
   * Takes a picture of the JDK, as {@link #load(Path, Flow)} takes a file's.
   *
   * @throws PictureException if it has more pixels than {@link Flow#maxPixels}
   */
  public static Tensor load(BufferedImage image, Flow flow) {
    Require.notNull("image", image);
    return load(decoder -> decoder.read(image), flow);
  }

  private static Tensor load(Function<FileDecoder, Picture> decoding, Flow flow) {
    Require.notNull("flow", flow);
    int channels = flow.colorMode().channels();
    float[] values = new float[flow.height() * flow.width() * channels];
    try (SizedDecoder decoder = flow.sizedDecoder()) {
      decoder.read(decoding, values);
    }
    return Tensor.of(values, flow.height(), flow.width(), channels);
  }

  /**
   * Reads pictures into one batch, each as {@link #load(Path, Flow)} does.
   *
   * @return the pictures in this order, (N, H, W, C)
   * @throws PictureException if a file cannot be read
   */
  public static Tensor load(List<Path> files, Flow flow) {
    Require.noneNull("files", files);
    Require.notNull("flow", flow);
    int channels = flow.colorMode().channels();
    int each = flow.height() * flow.width() * channels;
    float[] all = new float[Math.multiplyExact(each, files.size())];
    float[] values = new float[each];
    try (SizedDecoder decoder = flow.sizedDecoder()) {
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        decoder.read(d -> d.read(file, flow.height(), flow.width()), values);
        System.arraycopy(values, 0, all, i * each, each);
      }
    }
    return Tensor.of(all, files.size(), flow.height(), flow.width(), channels);
  }

  /**
   * Reads a picture in its own size.
   *
   * @return the picture, (H, W, C), of levels 0 to 255, but for grey of 16 or 32 bits
   * @throws PictureException if the file cannot be read
   */
  public static Tensor load(Path file, ColorMode mode) {
    Require.notNull("file", file);
    return load(decoder -> decoder.read(file, WHOLE, WHOLE), mode);
  }

  /**
   * Reads a picture in its own size from the bytes of its file.
   *
   * @return the picture, as {@link #load(Path, ColorMode)} gives it
   * @throws PictureException if the bytes are no picture
   */
  public static Tensor load(byte[] file, ColorMode mode) {
    Require.notNull("file", file);
    return load(decoder -> decoder.read(file, WHOLE, WHOLE), mode);
  }

  /**
   * Reads a picture in its own size from a stream up to its end; the stream is not closed.
   *
   * @return the picture, as {@link #load(Path, ColorMode)} gives it
   * @throws PictureException if the bytes are no picture, or the stream fails
   */
  public static Tensor load(InputStream file, ColorMode mode) {
    Require.notNull("file", file);
    return load(decoder -> decoder.read(file, WHOLE, WHOLE), mode);
  }

  /**
   * Takes a picture of the JDK in its own size.
   *
   * @return the picture, as {@link #load(Path, ColorMode)} gives that of a file
   */
  public static Tensor load(BufferedImage image, ColorMode mode) {
    Require.notNull("image", image);
    return load(decoder -> decoder.read(image), mode);
  }

  /**
   * Reads a picture in its own size and in a colour mode by Keras's name: {@code grayscale}, {@code
   * rgb} or {@code rgba}.
   *
   * @return the picture, as {@link #load(Path, ColorMode)} gives it
   * @throws PictureException if the file cannot be read
   */
  public static Tensor load(Path file, String colorMode) {
    return load(file, mode(colorMode));
  }

  /** Reads a picture from the bytes of its file, in a colour mode by Keras's name. */
  public static Tensor load(byte[] file, String colorMode) {
    return load(file, mode(colorMode));
  }

  /** Reads a picture from a stream, in a colour mode by Keras's name. */
  public static Tensor load(InputStream file, String colorMode) {
    return load(file, mode(colorMode));
  }

  /** Takes a picture of the JDK, in a colour mode by Keras's name. */
  public static Tensor load(BufferedImage image, String colorMode) {
    return load(image, mode(colorMode));
  }

  private static ColorMode mode(String name) {
    return KerasNames.choice(ColorMode.class, "colorMode", name);
  }

  private static Tensor load(Function<FileDecoder, Picture> decoding, ColorMode mode) {
    Require.notNull("mode", mode);
    try (FileDecoder decoder = new FileDecoder(mode, false, FileDecoder.MOST_PIXELS)) {
      Picture picture = decoding.apply(decoder);
      try {
        return tensor(picture);
      } catch (OutOfMemoryError e) {
        throw decoder.problem("there is no memory for a tensor of all its pixels.", e);
      }
    }
  }

  private static Tensor tensor(Picture picture) {
    int count = picture.height() * picture.width() * picture.channels();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = picture.isWide() ? picture.wideLevels()[i] : picture.levels()[i] & 255;
    }
    return Tensor.of(values, picture.height(), picture.width(), picture.channels());
  }

  /**
   * Makes an image of a tensor, stretched so that its least number is black and its greatest white:
   * Keras's {@code array_to_img} with its default {@code scale=True}.
   *
   * @param picture (H, W, C) or (1, H, W, C) of 1 channel, 3 (RGB) or 4 (RGBA), or (H, W)
   * @return an image of grey, RGB or ARGB
   * @throws IllegalArgumentException if the shape is another, or a number is not finite
   */
  public static BufferedImage toBufferedImage(Tensor picture) {
    return toBufferedImage(picture, true);
  }

  /**
   * Makes an image of a tensor: Keras's {@code array_to_img}.
   *
   * @param picture (H, W, C) or (1, H, W, C) of 1 channel, 3 (RGB) or 4 (RGBA), or (H, W)
   * @param scale whether the numbers are stretched, so that the least becomes 0 and the greatest
   *     255; otherwise they are levels of 0 to 255, whose fractions are dropped. Levels beyond 0
   *     and 255 become these (in Keras they wrap around)
   * @throws IllegalArgumentException if the shape is another, or a number is not finite
   */
  public static BufferedImage toBufferedImage(Tensor picture, boolean scale) {
    Require.notNull("picture", picture);
    return BufferedImages.of(PictureLevels.of(picture, scale));
  }

  /**
   * Writes a tensor as a picture, stretched so that its least number is black and its greatest
   * white: Keras's {@code save_img} with its default {@code scale=True}. A picture as it was loaded
   * is kept as it is by {@link #save(Path, Tensor, boolean) save(file, picture, false)}.
   *
   * @throws IllegalArgumentException if the shape or the file's ending is none that can be written,
   *     or a number is not finite
   */
  public static void save(Path file, Tensor picture) {
    save(file, picture, true);
  }

  /**
   * Writes a tensor as a picture: Keras's {@code save_img}. The file, which may be there already,
   * is replaced once the new one is whole, and its folder is made.
   *
   * @param file its ending says the format: png, jpg, jpeg, bmp, tif or tiff, or an ending of
   *     another format that can be written
   * @param picture and {@code scale} are those of {@link #toBufferedImage(Tensor, boolean)}
   * @throws IllegalArgumentException if the shape or the ending is none that can be written, or a
   *     number is not finite
   * @throws UncheckedIOException if the file cannot be written; an older one is kept
   */
  public static void save(Path file, Tensor picture, boolean scale) {
    Require.notNull("file", file);
    Require.notNull("picture", picture);
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1);
    PictureFormat format = PictureFormats.writing("file name ending in", ending);
    Picture levels = PictureLevels.of(picture, scale);
    try {
      SafeFiles.replace(
          file,
          temporary -> {
            // The writer goes by the ending.
            Path whole = temporary.resolveSibling(temporary.getFileName() + "." + ending);
            try {
              format.write(levels, whole);
              Files.move(whole, temporary);
            } finally {
              Files.deleteIfExists(whole);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save the picture " + file + ": " + e.getMessage(), e);
    }
  }
}
