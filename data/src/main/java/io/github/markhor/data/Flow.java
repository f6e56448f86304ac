package io.github.markhor.data;

import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.read.FilePictureReader;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.data.read.SizedDecoder;
import io.github.markhor.data.resize.PillowResizer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * How a directory's pictures become batches: the arguments of Keras's {@code flow_from_directory},
 * with its defaults. Immutable: every method gives a changed copy. An option that Keras gives as a
 * string takes that string as well as an enum's constant.
 *
 * <pre>{@code
 * Flow.defaults().targetSize(150, 150).batchSize(64).classMode("binary")
 * }</pre>
 */
public final class Flow extends BatchOptions<Flow> {
  private static final int KERAS_SIZE = 256;
  private static final Flow DEFAULTS = new Flow();

  private int height = KERAS_SIZE;
  private int width = KERAS_SIZE;
  private ColorMode colorMode = ColorMode.RGB;
  private ClassMode classMode = ClassMode.CATEGORICAL;
  private List<String> classes = List.of();
  private Interpolation interpolation = Interpolation.NEAREST;
  private boolean keepAspectRatio;
  private boolean followLinks;
  private boolean fastDecode;
  private boolean cachesInMemory;
  private Path cacheFile;
  private BadPictures badPictures = BadPictures.fail();
  private long maxPixels = FileDecoder.MOST_PIXELS;

  private Flow() {}

  /** Keras's defaults: 256 by 256 pixels, in colour, one-hot labels, shuffled batches of 32. */
  public static Flow defaults() {
    return DEFAULTS;
  }

  /**
   * The size in pixels that all pictures are brought to.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Flow targetSize(int height, int width) {
    Require.positive("targetSize height", height);
    Require.positive("targetSize width", width);
    return with(
        copy -> {
          copy.height = height;
          copy.width = width;
        });
  }

  /** The channels of the batches; RGB by default. */
  public Flow colorMode(ColorMode mode) {
    Require.notNull("colorMode", mode);
    return with(copy -> copy.colorMode = mode);
  }

  /** The channels by Keras's name: {@code grayscale}, {@code rgb} or {@code rgba}. */
  public Flow colorMode(String name) {
    return colorMode(KerasNames.choice(ColorMode.class, "colorMode", name));
  }

  /** The form of the labels; one-hot rows by default. */
  public Flow classMode(ClassMode mode) {
    Require.notNull("classMode", mode);
    return with(copy -> copy.classMode = mode);
  }

  /**
   * The form of the labels by Keras's name: {@code categorical}, {@code binary}, {@code sparse},
   * {@code input}, {@code raw} or {@code multi_output}; {@code none} for Keras's {@code None}.
   */
  public Flow classMode(String name) {
    return classMode(KerasNames.choice(ClassMode.class, "classMode", name));
  }

  /** The subfolders that are classes, in the order of their numbers; by default all, sorted. */
  public Flow classes(String... names) {
    return classes(List.of(names));
  }

  /**
   * The subfolders that are classes, in the order of their numbers; an empty list stands for all of
   * them, sorted.
   *
   * @throws IllegalArgumentException if a name is there twice
   */
  public Flow classes(List<String> names) {
    List<String> fixed = List.copyOf(names);
    if (new HashSet<>(fixed).size() < fixed.size()) {
      throw new IllegalArgumentException(
          "Expected every class to be named once. Received: " + names);
    }
    return with(copy -> copy.classes = fixed);
  }

  /** How pictures are resized; by picking the nearest pixel by default. */
  public Flow interpolation(Interpolation kind) {
    Require.notNull("interpolation", kind);
    return with(copy -> copy.interpolation = kind);
  }

  /**
   * How pictures are resized, by Keras's name: {@code nearest}, {@code box}, {@code bilinear},
   * {@code hamming}, {@code bicubic} or {@code lanczos}.
   */
  public Flow interpolation(String name) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", name));
  }

  /** Whether pictures are cropped to the target's shape instead of distorted; default false. */
  public Flow keepAspectRatio(boolean keep) {
    return with(copy -> copy.keepAspectRatio = keep);
  }

  /** Whether linked folders below a class folder are entered; default false. */
  public Flow followLinks(boolean follow) {
    return with(copy -> copy.followLinks = follow);
  }

  /**
   * Whether large JPEGs are decoded at a half, a quarter or an eighth of their size, as long as
   * that is not below the target's: several times faster, but the pixels are others. Default false.
   */
  public Flow fastDecode(boolean fast) {
    return with(copy -> copy.fastDecode = fast);
  }

  /**
   * Keeps pictures, decoded and resized, in memory outside the heap, a byte for each of height x
   * width x channels: from the second epoch on only augmentation costs. Pictures of 16-bit grey are
   * decoded anew. Freed when the source is closed.
   */
  public Flow cacheInMemory() {
    return with(
        copy -> {
          copy.cachesInMemory = true;
          copy.cacheFile = null;
        });
  }

  /**
   * Keeps pictures as {@link #cacheInMemory} does, in a file, which the next run uses again if the
   * pictures' names, sizes and times of change and this flow's settings are the same. Two sources
   * cannot share a file. Where the disk is full, the missing pictures are decoded in every epoch. A
   * file that is there and is no such cache is refused when the source is made, and stays as it is.
   */
  public Flow cacheOnDisk(Path file) {
    Require.notNull("file", file);
    return with(
        copy -> {
          copy.cacheFile = file;
          copy.cachesInMemory = false;
        });
  }

  /** The treatment of pictures that cannot be read; by default the epoch fails, naming the file. */
  public Flow badPictures(BadPictures policy) {
    Require.notNull("badPictures", policy);
    return with(copy -> copy.badPictures = policy);
  }

  /**
   * The most pixels, height times width, that a picture's header may state; one that states more is
   * refused before it is decoded and takes memory, as a server wants it that reads pictures of
   * strangers. Default 178,956,970, as in Pillow.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Flow maxPixels(long pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException(
          "Expected maxPixels of at least 1. Received: maxPixels=" + pixels);
    }
    return with(copy -> copy.maxPixels = pixels);
  }

  /** Saves every picture that is made to a folder as a PNG. */
  public Flow saveToDir(Path directory) {
    return saveToDir(directory, "", "png");
  }

  /**
   * Saves every picture that is made to a folder, to be looked at: as it goes into the model, but
   * stretched to levels of 0 to 255. The folder is made if it does not exist, and must not lie in
   * the one whose pictures are read. No file is replaced but those that the same source has
   * written.
   *
   * @param prefix the start of the files' names: {@code prefix_index_number.format}, or {@code
   *     prefix_index_number-2.format} where the name is taken
   * @param format png, jpg, jpeg, bmp, tif or tiff, or an ending of another format that can be
   *     written
   */
  public Flow saveToDir(Path directory, String prefix, String format) {
    return saved(directory, prefix, format);
  }

  /** The height of the pictures, in pixels. */
  public int height() {
    return height;
  }

  /** The width of the pictures, in pixels. */
  public int width() {
    return width;
  }

  /** The channels of the batches. */
  public ColorMode colorMode() {
    return colorMode;
  }

  /** The form of the labels. */
  public ClassMode classMode() {
    return classMode;
  }

  /** The classes asked for; empty for all. */
  public List<String> classes() {
    return classes;
  }

  /** How pictures are resized. */
  public Interpolation interpolation() {
    return interpolation;
  }

  /** Whether pictures are cropped to the target's shape. */
  public boolean keepAspectRatio() {
    return keepAspectRatio;
  }

  /** Whether linked folders are entered. */
  public boolean followLinks() {
    return followLinks;
  }

  /** The most pixels that a picture's header may state. */
  public long maxPixels() {
    return maxPixels;
  }

  /** Whether large JPEGs are decoded at a part of their size. */
  public boolean fastDecode() {
    return fastDecode;
  }

  /** A reader, for one thread, of files in this size and these colours. */
  PictureReader reader(List<Path> files) {
    return new FilePictureReader(files, decoder(), resizer(), height, width);
  }

  /** A decoder, for one thread, of pictures in memory in this size and these colours. */
  SizedDecoder sizedDecoder() {
    return new SizedDecoder(decoder(), resizer(), height, width);
  }

  private FileDecoder decoder() {
    return new FileDecoder(colorMode, fastDecode, maxPixels);
  }

  private PillowResizer resizer() {
    return new PillowResizer(interpolation, keepAspectRatio);
  }

  boolean cachesInMemory() {
    return cachesInMemory;
  }

  /** Null where nothing is cached on disk. */
  Path cacheFile() {
    return cacheFile;
  }

  /** The treatment of pictures that cannot be read. */
  public BadPictures badPictures() {
    return badPictures;
  }
}
