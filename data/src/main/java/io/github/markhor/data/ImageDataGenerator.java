package io.github.markhor.data;

import io.github.markhor.Shape;
import io.github.markhor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * What is done to pictures on their way into a model, as Keras's {@code ImageDataGenerator}: random
 * transforms, then the user's function, rescaling and standardization. Immutable; one generator may
 * serve any number of sources.
 *
 * <pre>{@code
 * var augment = ImageDataGenerator.builder()
 *     .rescale(1 / 255.0).shearRange(0.2).zoomRange(0.2).horizontalFlip(true).build();
 * var train = augment.flowFromDirectory(Path.of("data/train"), Flow.size(150, 150));
 * }</pre>
 *
 * <p>It differs from Keras in three places. The pictures of {@link Subset#VALIDATION} are never
 * transformed at random, only standardized; Keras augments them, so that its validation figures are
 * those of harder pictures. Pictures turn about their own centre, which Keras misses where they are
 * not square. And {@code heightShiftRange} moves pictures up and down, {@code widthShiftRange} to
 * the sides, as their names and Keras's documentation say.
 *
 * @see <a href="https://keras.io/api/data_loading/image/">Keras: image data loading</a>
 */
public final class ImageDataGenerator {
  private final TransformRanges ranges;
  private final AffineWarp warp;
  private final Standardization standardization;
  private final double validationSplit;

  private ImageDataGenerator(Builder b) {
    ranges =
        new TransformRanges(
            b.rotation,
            b.widthShift,
            b.heightShift,
            b.shear,
            b.zoomLow,
            b.zoomHigh,
            b.horizontalFlip,
            b.verticalFlip,
            b.brightness,
            b.channelShift);
    warp = new AffineWarp(b.fillMode, b.cval, b.interpolationOrder);
    standardization =
        new Standardization(b.function, b.rescale, b.samplewiseCenter, b.samplewiseStd);
    validationSplit = b.validationSplit;
  }

  /** A generator that only multiplies: {@code rescaling(1 / 255.0)} gives values of 0 to 1. */
  public static ImageDataGenerator rescaling(double factor) {
    return builder().rescale(factor).build();
  }

  /** A generator that does nothing until told to. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The pictures below a folder that holds one subfolder for each class.
   *
   * @throws IllegalArgumentException if the folder does not exist, holds no class or no picture, a
   *     class asked for is missing, or the class mode does not fit the number of classes
   */
  public DirectoryImages flowFromDirectory(Path directory, Flow flow) {
    Objects.requireNonNull(directory, "directory");
    return new DirectoryImages(this, directory, Objects.requireNonNull(flow, "flow"));
  }

  /**
   * Pictures from an array.
   *
   * @param x the pictures, (N, H, W, C); read when batches are made, so it must not change
   * @param y the labels, (N, ...)
   * @throws IllegalArgumentException if the shapes do not fit, or the parts of a split hold
   *     different classes
   */
  public ArrayImages flow(Tensor x, Tensor y, ArrayFlow flow) {
    return flow(x, y, null, flow);
  }

  /** Pictures from an array, without labels: for prediction. */
  public ArrayImages flow(Tensor x, ArrayFlow flow) {
    return flow(x, null, null, flow);
  }

  /**
   * Pictures from an array, with a weight for each.
   *
   * @param x the pictures, (N, H, W, C)
   * @param y the labels, (N, ...); null for none
   * @param sampleWeight the weights, (N,); null for ones
   */
  public ArrayImages flow(Tensor x, Tensor y, Tensor sampleWeight, ArrayFlow flow) {
    Objects.requireNonNull(x, "x");
    return new ArrayImages(this, x, y, sampleWeight, Objects.requireNonNull(flow, "flow"));
  }

  /**
   * Draws the transform that a picture goes through: a function of its arguments and this
   * generator's ranges alone.
   *
   * @param pictureShape (H, W, C)
   * @param index the picture's number in its data set
   */
  public PictureTransform randomTransform(Shape pictureShape, long seed, int epoch, int index) {
    checkPicture(pictureShape, 3);
    return ranges.draw(pictureShape.size(0), pictureShape.size(1), seed, epoch, index);
  }

  /**
   * A transformed copy of a picture, not standardized.
   *
   * @param x the picture, (H, W, C)
   */
  public Tensor applyTransform(Tensor x, PictureTransform transform) {
    checkPicture(x.shape(), 3);
    Shape shape = x.shape();
    Augmenter augmenter = new Augmenter(this, shape.size(0), shape.size(1), shape.size(2));
    x.buffer().get(augmenter.picture());
    augmenter.transform(transform);
    return Tensor.of(augmenter.picture(), shape);
  }

  /**
   * A standardized copy: the user's function, rescaling, and the samplewise steps, in this order.
   *
   * @param x a picture (H, W, C), or (N, H, W, C), whose samplewise mean and deviation are then, as
   *     in Keras, those of the whole array
   */
  public Tensor standardize(Tensor x) {
    Shape shape = x.shape();
    checkPicture(shape, 3, 4);
    float[] values = x.toArray();
    int channels = shape.size(-1);
    int width = shape.size(-2);
    int height = values.length == 0 ? 0 : values.length / channels / width;
    standardization.apply(values, height, width, channels);
    return Tensor.of(values, shape);
  }

  private static void checkPicture(Shape shape, int... ranks) {
    if (Arrays.stream(ranks).noneMatch(rank -> rank == shape.rank())) {
      throw new IllegalArgumentException(
          "Expected a picture of shape (H, W, C), of rank "
              + Arrays.toString(ranks)
              + ". Received: "
              + shape);
    }
  }

  /** The share of each class, or of an array, that is kept for validation. */
  public double validationSplit() {
    return validationSplit;
  }

  TransformRanges ranges() {
    return ranges;
  }

  AffineWarp warp() {
    return warp;
  }

  Standardization standardization() {
    return standardization;
  }

  /** The settings of a generator. Every method refuses a bad value at once. */
  public static final class Builder {
    private double rescale;
    private double rotation;
    private ShiftRange widthShift = ShiftRange.NONE;
    private ShiftRange heightShift = ShiftRange.NONE;
    private double shear;
    private double zoomLow = 1;
    private double zoomHigh = 1;
    private boolean horizontalFlip;
    private boolean verticalFlip;
    private double[] brightness;
    private double channelShift;
    private FillMode fillMode = FillMode.NEAREST;
    private double cval;
    private int interpolationOrder = 1;
    private PreprocessingFunction function;
    private boolean samplewiseCenter;
    private boolean samplewiseStd;
    private double validationSplit;

    private Builder() {}

    /** Multiplies every value, after the user's function; 0, the default, multiplies by nothing. */
    public Builder rescale(double factor) {
      rescale = Checks.finite("rescale", factor);
      return this;
    }

    /** Turns by up to so many degrees to either side. */
    public Builder rotationRange(double degrees) {
      rotation = Checks.notNegative("rotationRange", degrees);
      return this;
    }

    /** Moves sideways by up to a share of the width (below 1) or so many pixels (from 1 up). */
    public Builder widthShiftRange(double range) {
      widthShift = ShiftRange.upTo("widthShiftRange", range);
      return this;
    }

    /** Moves sideways by a whole number of pixels below {@code pixels}, to either side. */
    public Builder widthShiftRange(int pixels) {
      widthShift = ShiftRange.wholeBelow("widthShiftRange", pixels);
      return this;
    }

    /** Moves sideways by one of these, to either side: shares if all are below 1, else pixels. */
    public Builder widthShiftRange(double... values) {
      widthShift = ShiftRange.oneOf("widthShiftRange", values);
      return this;
    }

    /** Moves up or down by up to a share of the height (below 1) or so many pixels (from 1 up). */
    public Builder heightShiftRange(double range) {
      heightShift = ShiftRange.upTo("heightShiftRange", range);
      return this;
    }

    /** Moves up or down by a whole number of pixels below {@code pixels}. */
    public Builder heightShiftRange(int pixels) {
      heightShift = ShiftRange.wholeBelow("heightShiftRange", pixels);
      return this;
    }

    /** Moves up or down by one of these: shares of the height if all are below 1, else pixels. */
    public Builder heightShiftRange(double... values) {
      heightShift = ShiftRange.oneOf("heightShiftRange", values);
      return this;
    }

    /** Shears by up to so many degrees to either side. */
    public Builder shearRange(double degrees) {
      shear = Checks.notNegative("shearRange", degrees);
      return this;
    }

    /** Zooms by factors of {@code 1 - range} to {@code 1 + range}, across and down apart. */
    public Builder zoomRange(double range) {
      if (!(range >= 0 && range < 1)) {
        throw new IllegalArgumentException(
            "Expected zoomRange to be at least 0 and below 1, since factors begin at 1 - zoomRange."
                + " Received: "
                + range);
      }
      return zoomRange(1 - range, 1 + range);
    }

    /** Zooms by factors of {@code lower} to {@code upper}; above 1 the picture shrinks. */
    public Builder zoomRange(double lower, double upper) {
      if (!(lower > 0 && upper > 0) || Double.isInfinite(lower + upper)) {
        throw new IllegalArgumentException(
            "Expected zoomRange's factors to be above 0. Received: " + lower + ", " + upper);
      }
      zoomLow = lower;
      zoomHigh = upper;
      return this;
    }

    /** Swaps left and right in half of the pictures. */
    public Builder horizontalFlip(boolean flip) {
      horizontalFlip = flip;
      return this;
    }

    /** Swaps top and bottom in half of the pictures. */
    public Builder verticalFlip(boolean flip) {
      verticalFlip = flip;
      return this;
    }

    /**
     * Multiplies the levels by factors of {@code lower} to {@code upper}, 1 being no change but for
     * what is cut to whole levels; for pictures of 0 to 255.
     */
    public Builder brightnessRange(double lower, double upper) {
      Checks.notNegative("brightnessRange", lower);
      Checks.notNegative("brightnessRange", upper);
      brightness = new double[] {lower, upper};
      return this;
    }

    /** Adds up to so much, or subtracts it, within the picture's own least and greatest value. */
    public Builder channelShiftRange(double range) {
      channelShift = Checks.notNegative("channelShiftRange", range);
      return this;
    }

    /** What transformed pictures show beyond their edges; the nearest pixel by default. */
    public Builder fillMode(FillMode mode) {
      fillMode = Objects.requireNonNull(mode, "fillMode");
      return this;
    }

    /** The value beyond the edges with {@link FillMode#CONSTANT}; 0 by default. */
    public Builder cval(double value) {
      cval = Checks.finite("cval", value);
      return this;
    }

    /** 1, the default, blends the four pixels around a point; 0 takes the nearest. */
    public Builder interpolationOrder(int order) {
      if (order != 0 && order != 1) {
        throw new IllegalArgumentException(
            "Expected interpolationOrder to be 0 or 1. Received: " + order);
      }
      interpolationOrder = order;
      return this;
    }

    /** A function applied to every picture after augmentation and before rescaling. */
    public Builder preprocessingFunction(PreprocessingFunction preprocessing) {
      function = Objects.requireNonNull(preprocessing, "preprocessingFunction");
      return this;
    }

    /** Whether each picture's mean is subtracted from it. */
    public Builder samplewiseCenter(boolean center) {
      samplewiseCenter = center;
      return this;
    }

    /** Whether each picture is centred and divided by its standard deviation. */
    public Builder samplewiseStdNormalization(boolean normalize) {
      samplewiseStd = normalize;
      return this;
    }

    /** The share, above 0 and below 1, that is {@link Subset#VALIDATION}; 0, the default, none. */
    public Builder validationSplit(double share) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "Expected validationSplit (validation_split) to be at least 0 and below 1. Received: "
                + share);
      }
      validationSplit = share;
      return this;
    }

    /** The generator of these settings. */
    public ImageDataGenerator build() {
      return new ImageDataGenerator(this);
    }
  }
}
