package io.github.markhor.data;

import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.ResizeMethod;
import io.github.markhor.data.resize.TensorFlowResizer;
import java.util.List;

/**
 * The arguments of Keras's {@code image_dataset_from_directory}, with its defaults. Immutable:
 * every method gives a changed copy. An option that Keras gives as a string takes that string as
 * well as an enum's constant.
 */
public final class ImageDatasetOptions extends BatchOptions<ImageDatasetOptions> {
  private static final int KERAS_SIZE = 256;
  private static final ImageDatasetOptions DEFAULTS = new ImageDatasetOptions();

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

  private ImageDatasetOptions() {}

  /** Pictures of 256 by 256 pixels in colour, class numbers, shuffled batches of 32. */
  public static ImageDatasetOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The size in pixels that all pictures are brought to: Keras's {@code image_size}, under the name
   * that {@link Flow#targetSize} has.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public ImageDatasetOptions targetSize(int height, int width) {
    Require.positive("targetSize height", height);
    Require.positive("targetSize width", width);
    return with(
        copy -> {
          copy.height = height;
          copy.width = width;
        });
  }

  /** The form of the labels; class numbers by default. Without labels, folders do not matter. */
  public ImageDatasetOptions labelMode(LabelMode mode) {
    Require.notNull("labelMode", mode);
    return with(copy -> copy.labelMode = mode);
  }

  /**
   * The form of the labels by Keras's name: {@code int}, {@code categorical} or {@code binary};
   * {@code none} for Keras's {@code None}.
   */
  public ImageDatasetOptions labelMode(String name) {
    return labelMode(KerasNames.choice(LabelMode.class, "labelMode", name));
  }

  /** The subfolders that are classes, in the order of their numbers; by default all, sorted. */
  public ImageDatasetOptions classNames(List<String> names) {
    List<String> fixed = List.copyOf(names);
    return with(copy -> copy.classNames = fixed);
  }

  /**
   * The class number of each file, in the order of their sorted paths, where the folders are not
   * the classes.
   */
  public ImageDatasetOptions labels(List<Integer> numbers) {
    List<Integer> fixed = List.copyOf(numbers);
    return with(
        copy -> {
          copy.labels = fixed;
          copy.inferred = false;
        });
  }

  /** That there are no labels, and that the folders do not matter: Keras's {@code labels=None}. */
  public ImageDatasetOptions noLabels() {
    return with(
        copy -> {
          copy.labels = null;
          copy.inferred = false;
        });
  }

  /** The channels of the batches; RGB by default. */
  public ImageDatasetOptions colorMode(ColorMode mode) {
    Require.notNull("colorMode", mode);
    return with(copy -> copy.colorMode = mode);
  }

  /** The channels by Keras's name: {@code grayscale}, {@code rgb} or {@code rgba}. */
  public ImageDatasetOptions colorMode(String name) {
    return colorMode(KerasNames.choice(ColorMode.class, "colorMode", name));
  }

  /**
   * The number from which the order follows, as NumPy takes it, from 0 to 2³² - 1; needed for a
   * split of shuffled files.
   */
  @Override
  public ImageDatasetOptions seed(long number) {
    return super.seed(RandomState.checkSeed(number));
  }

  /** The share of the files that validates; needs a {@link #subset}. */
  public ImageDatasetOptions validationSplit(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Expected validationSplit (validation_split) to be above 0 and below 1. Received: "
              + share);
    }
    return with(copy -> copy.validationSplit = share);
  }

  /** How pictures are resized; by blending four pixels by default. */
  public ImageDatasetOptions interpolation(ResizeMethod method) {
    Require.notNull("interpolation", method);
    return with(copy -> copy.interpolation = method);
  }

  /**
   * How pictures are resized, by TensorFlow's name: {@code bilinear}, {@code nearest}, {@code
   * bicubic}, {@code area}, {@code lanczos3}, {@code lanczos5}, {@code gaussian} or {@code
   * mitchellcubic}.
   */
  public ImageDatasetOptions interpolation(String name) {
    return interpolation(KerasNames.choice(ResizeMethod.class, "interpolation", name));
  }

  /** Whether linked folders below a class folder are entered; default false. */
  public ImageDatasetOptions followLinks(boolean follow) {
    return with(copy -> copy.followLinks = follow);
  }

  /** Whether pictures are cropped to the target's shape instead of distorted; default false. */
  public ImageDatasetOptions cropToAspectRatio(boolean crop) {
    return with(copy -> copy.crops = crop).checkAspect();
  }

  /**
   * Whether pictures are padded with zeros to the target's shape instead of distorted; default
   * false.
   */
  public ImageDatasetOptions padToAspectRatio(boolean pad) {
    return with(copy -> copy.pads = pad).checkAspect();
  }

  private ImageDatasetOptions checkAspect() {
    if (crops && pads) {
      throw new IllegalArgumentException(
          "Expected one of cropToAspectRatio (crop_to_aspect_ratio) and padToAspectRatio"
              + " (pad_to_aspect_ratio). Received: both");
    }
    return this;
  }

  /** Whether batches have the channels before the rows, (N, C, H, W); default false. */
  public ImageDatasetOptions channelsFirst(boolean first) {
    return with(copy -> copy.channelsFirst = first);
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

  /** Null for none, and where the folders are the classes. */
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

  TensorFlowResizer resizer() {
    return new TensorFlowResizer(interpolation, crops, pads);
  }

  boolean followsLinks() {
    return followLinks;
  }

  boolean hasChannelsFirst() {
    return channelsFirst;
  }
}
