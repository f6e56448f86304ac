package io.github.markhor.data;

import java.util.List;
import java.util.Objects;

/**
 * The arguments of Keras's {@code image_dataset_from_directory}, with its defaults. Immutable:
 * every method gives a changed copy.
 */
public final class ImageDatasetOptions {
  private static final int KERAS_SIZE = 256;

  private int height = KERAS_SIZE;
  private int width = KERAS_SIZE;
  private LabelMode labelMode = LabelMode.INT;
  private List<String> classNames;
  private List<Integer> labels;
  private boolean inferred = true;
  private ColorMode colorMode = ColorMode.RGB;
  private double validationSplit;
  private ResizeMethod interpolation = ResizeMethod.BILINEAR;
  private boolean followLinks;
  private boolean crops;
  private boolean pads;
  private boolean channelsFirst;
  private Batching batching = Batching.DEFAULT;

  private ImageDatasetOptions() {}

  private ImageDatasetOptions(ImageDatasetOptions other) {
    height = other.height;
    width = other.width;
    labelMode = other.labelMode;
    classNames = other.classNames;
    labels = other.labels;
    inferred = other.inferred;
    colorMode = other.colorMode;
    validationSplit = other.validationSplit;
    interpolation = other.interpolation;
    followLinks = other.followLinks;
    crops = other.crops;
    pads = other.pads;
    channelsFirst = other.channelsFirst;
    batching = other.batching;
  }

  /** Pictures of 256 by 256 pixels in colour, class numbers, shuffled batches of 32. */
  public static ImageDatasetOptions defaults() {
    return new ImageDatasetOptions();
  }

  /** Pictures of this size in pixels, everything else as Keras's defaults. */
  public static ImageDatasetOptions size(int height, int width) {
    return defaults().imageSize(height, width);
  }

  /** The size in pixels that all pictures are brought to. */
  public ImageDatasetOptions imageSize(int height, int width) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.height = Checks.positive("the imageSize's height", height);
    copy.width = Checks.positive("the imageSize's width", width);
    return copy;
  }

  /** The form of the labels; class numbers by default. Without labels, folders do not matter. */
  public ImageDatasetOptions labelMode(LabelMode mode) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.labelMode = Objects.requireNonNull(mode, "labelMode");
    return copy;
  }

  /** The subfolders that are classes, in the order of their numbers; by default all, sorted. */
  public ImageDatasetOptions classNames(List<String> names) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.classNames = List.copyOf(names);
    return copy;
  }

  /**
   * The class number of each file, in the order of their sorted paths, where the folders are not
   * the classes.
   */
  public ImageDatasetOptions labels(List<Integer> numbers) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.labels = List.copyOf(numbers);
    copy.inferred = false;
    return copy;
  }

  /** That there are no labels, and that the folders do not matter: Keras's {@code labels=None}. */
  public ImageDatasetOptions noLabels() {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.labels = null;
    copy.inferred = false;
    return copy;
  }

  /** The channels of the batches; RGB by default. */
  public ImageDatasetOptions colorMode(ColorMode mode) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.colorMode = Objects.requireNonNull(mode, "colorMode");
    return copy;
  }

  /** The number of pictures in a batch, 32 by default; an epoch's last may be smaller. */
  public ImageDatasetOptions batchSize(int size) {
    return with(batching.withBatchSize(size));
  }

  /** Whether the files are shuffled, before the split and in every epoch; by default they are. */
  public ImageDatasetOptions shuffle(boolean on) {
    return with(batching.withShuffle(on));
  }

  /** What the order follows from; needed for a split of shuffled files. */
  public ImageDatasetOptions seed(long number) {
    return with(batching.withSeed(RandomState.checkSeed(number)));
  }

  /** The share of the files that validates; needs a {@link #subset}. */
  public ImageDatasetOptions validationSplit(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Expected validationSplit (validation_split) to be above 0 and below 1. Received: "
              + share);
    }
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.validationSplit = share;
    return copy;
  }

  /** The part of the files; for both, see {@link ImageDataset#bothFromDirectory}. */
  public ImageDatasetOptions subset(Subset part) {
    return with(batching.withSubset(Objects.requireNonNull(part, "subset")));
  }

  /** How pictures are resized; by blending four pixels by default. */
  public ImageDatasetOptions interpolation(ResizeMethod method) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.interpolation = Objects.requireNonNull(method, "interpolation");
    return copy;
  }

  /** Whether linked folders below a class folder are entered; not by default. */
  public ImageDatasetOptions followLinks(boolean follow) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.followLinks = follow;
    return copy;
  }

  /** Whether pictures are cropped to the target's shape instead of being distorted. */
  public ImageDatasetOptions cropToAspectRatio(boolean crop) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.crops = crop;
    return copy.checkAspect();
  }

  /** Whether pictures are padded with zeros to the target's shape instead of being distorted. */
  public ImageDatasetOptions padToAspectRatio(boolean pad) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.pads = pad;
    return copy.checkAspect();
  }

  private ImageDatasetOptions checkAspect() {
    if (crops && pads) {
      throw new IllegalArgumentException(
          "Expected one of cropToAspectRatio (crop_to_aspect_ratio) and padToAspectRatio"
              + " (pad_to_aspect_ratio). Received: both");
    }
    return this;
  }

  /** Whether batches have the channels before the rows, (N, C, H, W); by default they come last. */
  public ImageDatasetOptions channelsFirst(boolean first) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.channelsFirst = first;
    return copy;
  }

  /** The number of threads that read pictures, half of the processors by default. */
  public ImageDatasetOptions workers(int count) {
    return with(batching.withWorkers(count));
  }

  private ImageDatasetOptions with(Batching changed) {
    ImageDatasetOptions copy = new ImageDatasetOptions(this);
    copy.batching = changed;
    return copy;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  LabelMode labelMode() {
    return labelMode;
  }

  /** Null for all. */
  List<String> classNames() {
    return classNames;
  }

  /** Null for none, and where the folders say them. */
  List<Integer> labels() {
    return labels;
  }

  /** Whether the folders are the classes. */
  boolean infersLabels() {
    return inferred;
  }

  ColorMode colorMode() {
    return colorMode;
  }

  double validationSplit() {
    return validationSplit;
  }

  TensorResizer resizer() {
    return new TensorResizer(interpolation, crops, pads);
  }

  boolean followsLinks() {
    return followLinks;
  }

  boolean hasChannelsFirst() {
    return channelsFirst;
  }

  Batching batching() {
    return batching;
  }
}
