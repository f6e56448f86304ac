package io.github.markhor.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * How a directory's pictures become batches: the arguments of Keras's {@code flow_from_directory},
 * with its defaults. Immutable: every method gives a changed copy.
 *
 * <pre>{@code
 * Flow.size(150, 150).batchSize(64).classMode(ClassMode.BINARY)
 * }</pre>
 */
public final class Flow {
  private static final int KERAS_SIZE = 256;

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
  private Batching batching = Batching.DEFAULT;

  private Flow() {}

  private Flow(Flow other) {
    height = other.height;
    width = other.width;
    colorMode = other.colorMode;
    classMode = other.classMode;
    classes = other.classes;
    interpolation = other.interpolation;
    keepAspectRatio = other.keepAspectRatio;
    followLinks = other.followLinks;
    fastDecode = other.fastDecode;
    cachesInMemory = other.cachesInMemory;
    cacheFile = other.cacheFile;
    badPictures = other.badPictures;
    batching = other.batching;
  }

  /** Pictures of this size in pixels, everything else as Keras's defaults. */
  public static Flow size(int height, int width) {
    return new Flow().targetSize(height, width);
  }

  /** Keras's defaults: 256 by 256 pixels, in colour, one-hot labels, shuffled batches of 32. */
  public static Flow defaults() {
    return new Flow();
  }

  /**
   * The size in pixels that all pictures are brought to.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Flow targetSize(int height, int width) {
    Flow copy = new Flow(this);
    copy.height = Checks.positive("the targetSize's height", height);
    copy.width = Checks.positive("the targetSize's width", width);
    return copy;
  }

  /** The channels of the batches; RGB by default. */
  public Flow colorMode(ColorMode mode) {
    Flow copy = new Flow(this);
    copy.colorMode = Objects.requireNonNull(mode, "colorMode");
    return copy;
  }

  /** The form of the labels; one-hot rows by default. */
  public Flow classMode(ClassMode mode) {
    Flow copy = new Flow(this);
    copy.classMode = Objects.requireNonNull(mode, "classMode");
    return copy;
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
    Flow copy = new Flow(this);
    copy.classes = List.copyOf(names);
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "Expected every class to be named once. Received: " + names);
    }
    return copy;
  }

  /** How pictures are resized; by picking the nearest pixel by default. */
  public Flow interpolation(Interpolation kind) {
    Flow copy = new Flow(this);
    copy.interpolation = Objects.requireNonNull(kind, "interpolation");
    return copy;
  }

  /**
   * Whether pictures are cropped to the target's shape instead of being distorted; not, if unset.
   */
  public Flow keepAspectRatio(boolean keep) {
    Flow copy = new Flow(this);
    copy.keepAspectRatio = keep;
    return copy;
  }

  /** Whether linked folders below a class folder are entered; not by default. */
  public Flow followLinks(boolean follow) {
    Flow copy = new Flow(this);
    copy.followLinks = follow;
    return copy;
  }

  /**
   * Whether large JPEGs are decoded at a half, a quarter or an eighth of their size, as long as
   * that is not below the target's: several times faster, but the pixels are others. Not by
   * default.
   */
  public Flow fastDecode(boolean fast) {
    Flow copy = new Flow(this);
    copy.fastDecode = fast;
    return copy;
  }

  /**
   * Keeps pictures, decoded and resized, in memory outside the heap, a byte for each of height x
   * width x channels: from the second epoch on only augmentation costs. Pictures of 16-bit grey are
   * decoded anew. Freed when the source is closed.
   */
  public Flow cacheInMemory() {
    Flow copy = new Flow(this);
    copy.cachesInMemory = true;
    copy.cacheFile = null;
    return copy;
  }

  /**
   * Keeps pictures as {@link #cacheInMemory} does, in a file, which the next run uses again if the
   * pictures' names, sizes and times of change and this flow's settings are the same. Two sources
   * cannot share a file. Where the disk is full, what is missing goes on being decoded.
   */
  public Flow cacheOnDisk(Path file) {
    Flow copy = new Flow(this);
    copy.cacheFile = Objects.requireNonNull(file, "file");
    copy.cachesInMemory = false;
    return copy;
  }

  /** What happens about a picture that cannot be read; by default the epoch fails, naming it. */
  public Flow badPictures(BadPictures policy) {
    Flow copy = new Flow(this);
    copy.badPictures = Objects.requireNonNull(policy, "badPictures");
    return copy;
  }

  /**
   * The number of pictures in a batch, 32 by default; an epoch's last may be smaller.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Flow batchSize(int size) {
    return with(batching.withBatchSize(size));
  }

  /** Whether every epoch has an order of its own (the default) or that of the file names. */
  public Flow shuffle(boolean on) {
    return with(batching.withShuffle(on));
  }

  /** What order and augmentation follow from; by default a number is picked for each source. */
  public Flow seed(long number) {
    return with(batching.withSeed(number));
  }

  /** The part of the pictures, by the generator's {@code validationSplit}; by default all. */
  public Flow subset(Subset part) {
    return with(batching.withSubset(Objects.requireNonNull(part, "subset")));
  }

  /**
   * The number of threads that read pictures, half of the processors by default. It changes the
   * speed, and nothing else.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Flow workers(int count) {
    return with(batching.withWorkers(count));
  }

  /** Saves every picture that is made as a PNG to a folder; see the method below. */
  public Flow saveToDir(Path directory) {
    return saveToDir(directory, "", "png");
  }

  /**
   * Saves every picture that is made to a folder, to be looked at: as it goes into the model, but
   * stretched to levels of 0 to 255. The folder is made if it does not exist.
   *
   * @param prefix what the files' names begin with: {@code prefix_index_number.format}
   * @param format png, jpg, jpeg, bmp, tif or tiff
   */
  public Flow saveToDir(Path directory, String prefix, String format) {
    return with(batching.withSaver(new PictureSaver(directory, prefix, format)));
  }

  private Flow with(Batching changed) {
    Flow copy = new Flow(this);
    copy.batching = changed;
    return copy;
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

  /** Whether large JPEGs are decoded at a part of their size. */
  public boolean fastDecode() {
    return fastDecode;
  }

  boolean cachesInMemory() {
    return cachesInMemory;
  }

  /** Null where nothing is cached on disk. */
  Path cacheFile() {
    return cacheFile;
  }

  /** What happens about a picture that cannot be read. */
  public BadPictures badPictures() {
    return badPictures;
  }

  Batching batching() {
    return batching;
  }
}
