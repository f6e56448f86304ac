package io.github.markhor.data;

import java.util.Objects;

/**
 * The settings of an {@link ImageDataGenerator}, with Keras's names and defaults. Every method
 * refuses a bad value at once.
 */
public final class ImageDataGeneratorBuilder {
  double rescale;
  double rotation;
  ShiftRange widthShift = ShiftRange.NONE;
  ShiftRange heightShift = ShiftRange.NONE;
  double shear;
  double zoomLow = 1;
  double zoomHigh = 1;
  boolean horizontalFlip;
  boolean verticalFlip;
  double[] brightness;
  double channelShift;
  FillMode fillMode = FillMode.NEAREST;
  double cval;
  int interpolationOrder = 1;
  PreprocessingFunction function;
  boolean samplewiseCenter;
  boolean samplewiseStd;
  boolean featurewiseCenter;
  boolean featurewiseStd;
  boolean zcaWhitening;
  double zcaEpsilon = 1e-6;
  boolean channelsFirst;
  KerasReplay replay;
  double validationSplit;

  ImageDataGeneratorBuilder() {}

  /** Multiplies every value, after the user's function; 0, the default, multiplies by nothing. */
  public ImageDataGeneratorBuilder rescale(double factor) {
    rescale = Checks.finite("rescale", factor);
    return this;
  }

  /** Turns by up to so many degrees to either side. */
  public ImageDataGeneratorBuilder rotationRange(double degrees) {
    rotation = Checks.notNegative("rotationRange", degrees);
    return this;
  }

  /** Moves sideways by up to a share of the width (below 1) or so many pixels (from 1 up). */
  public ImageDataGeneratorBuilder widthShiftRange(double range) {
    widthShift = ShiftRange.upTo("widthShiftRange", range);
    return this;
  }

  /** Moves sideways by a whole number of pixels below {@code pixels}, to either side. */
  public ImageDataGeneratorBuilder widthShiftRange(int pixels) {
    widthShift = ShiftRange.wholeBelow("widthShiftRange", pixels);
    return this;
  }

  /** Moves sideways by one of these, to either side: shares if all are below 1, else pixels. */
  public ImageDataGeneratorBuilder widthShiftRange(double... values) {
    widthShift = ShiftRange.oneOf("widthShiftRange", values);
    return this;
  }

  /** Moves up or down by up to a share of the height (below 1) or so many pixels (from 1 up). */
  public ImageDataGeneratorBuilder heightShiftRange(double range) {
    heightShift = ShiftRange.upTo("heightShiftRange", range);
    return this;
  }

  /** Moves up or down by a whole number of pixels below {@code pixels}. */
  public ImageDataGeneratorBuilder heightShiftRange(int pixels) {
    heightShift = ShiftRange.wholeBelow("heightShiftRange", pixels);
    return this;
  }

  /** Moves up or down by one of these: shares of the height if all are below 1, else pixels. */
  public ImageDataGeneratorBuilder heightShiftRange(double... values) {
    heightShift = ShiftRange.oneOf("heightShiftRange", values);
    return this;
  }

  /** Shears by up to so many degrees to either side. */
  public ImageDataGeneratorBuilder shearRange(double degrees) {
    shear = Checks.notNegative("shearRange", degrees);
    return this;
  }

  /** Zooms by factors of {@code 1 - range} to {@code 1 + range}, across and down apart. */
  public ImageDataGeneratorBuilder zoomRange(double range) {
    if (!(range >= 0 && range < 1)) {
      throw new IllegalArgumentException(
          "Expected zoomRange to be at least 0 and below 1, since factors begin at 1 - zoomRange."
              + " Received: "
              + range);
    }
    return zoomRange(1 - range, 1 + range);
  }

  /** Zooms by factors of {@code lower} to {@code upper}; above 1 the picture shrinks. */
  public ImageDataGeneratorBuilder zoomRange(double lower, double upper) {
    if (!(lower > 0 && upper > 0) || Double.isInfinite(lower + upper)) {
      throw new IllegalArgumentException(
          "Expected zoomRange's factors to be above 0. Received: " + lower + ", " + upper);
    }
    zoomLow = lower;
    zoomHigh = upper;
    return this;
  }

  /** Swaps left and right in half of the pictures. */
  public ImageDataGeneratorBuilder horizontalFlip(boolean flip) {
    horizontalFlip = flip;
    return this;
  }

  /** Swaps top and bottom in half of the pictures. */
  public ImageDataGeneratorBuilder verticalFlip(boolean flip) {
    verticalFlip = flip;
    return this;
  }

  /**
   * Multiplies the levels by factors of {@code lower} to {@code upper}, 1 being no change but for
   * what is cut to whole levels; for pictures of 0 to 255.
   */
  public ImageDataGeneratorBuilder brightnessRange(double lower, double upper) {
    Checks.notNegative("brightnessRange", lower);
    Checks.notNegative("brightnessRange", upper);
    brightness = new double[] {lower, upper};
    return this;
  }

  /** Adds up to so much, or subtracts it, within the picture's own least and greatest value. */
  public ImageDataGeneratorBuilder channelShiftRange(double range) {
    channelShift = Checks.notNegative("channelShiftRange", range);
    return this;
  }

  /** What transformed pictures show beyond their edges; the nearest pixel by default. */
  public ImageDataGeneratorBuilder fillMode(FillMode mode) {
    fillMode = Objects.requireNonNull(mode, "fillMode");
    return this;
  }

  /** The value beyond the edges with {@link FillMode#CONSTANT}; 0 by default. */
  public ImageDataGeneratorBuilder cval(double value) {
    cval = Checks.finite("cval", value);
    return this;
  }

  /** 1, the default, blends the four pixels around a point; 0 takes the nearest. */
  public ImageDataGeneratorBuilder interpolationOrder(int order) {
    if (order != 0 && order != 1) {
      throw new IllegalArgumentException(
          "Expected interpolationOrder to be 0 or 1. Received: " + order);
    }
    interpolationOrder = order;
    return this;
  }

  /** A function applied to every picture after augmentation and before rescaling. */
  public ImageDataGeneratorBuilder preprocessingFunction(PreprocessingFunction preprocessing) {
    function = Objects.requireNonNull(preprocessing, "preprocessingFunction");
    return this;
  }

  /** Whether each picture's mean is subtracted from it. */
  public ImageDataGeneratorBuilder samplewiseCenter(boolean center) {
    samplewiseCenter = center;
    return this;
  }

  /** Whether each picture is centred and divided by its standard deviation. */
  public ImageDataGeneratorBuilder samplewiseStdNormalization(boolean normalize) {
    samplewiseStd = normalize;
    return this;
  }

  /** Whether the mean of each channel that {@link ImageDataGenerator#fit} found is subtracted. */
  public ImageDataGeneratorBuilder featurewiseCenter(boolean center) {
    featurewiseCenter = center;
    return this;
  }

  /**
   * Whether each channel is centred and divided by its standard deviation, both as {@link
   * ImageDataGenerator#fit} found them.
   */
  public ImageDataGeneratorBuilder featurewiseStdNormalization(boolean normalize) {
    featurewiseStd = normalize;
    return this;
  }

  /**
   * Whether pictures are whitened, by what {@link ImageDataGenerator#fit} found: a rotation of all
   * their values that leaves these uncorrelated and of variance 1. It centres featurewise too, and
   * overrides {@code featurewiseStdNormalization}. For small pictures: the matrix has the square of
   * their number of values.
   */
  public ImageDataGeneratorBuilder zcaWhitening(boolean whiten) {
    zcaWhitening = whiten;
    return this;
  }

  /** What is added to the singular values before whitening divides by them; 1e-6 by default. */
  public ImageDataGeneratorBuilder zcaEpsilon(double epsilon) {
    zcaEpsilon = Checks.notNegative("zcaEpsilon", epsilon);
    return this;
  }

  /**
   * Whether arrays of pictures, given and made, have the channels before the rows, (N, C, H, W):
   * Keras's {@code data_format}. By default they come last.
   */
  public ImageDataGeneratorBuilder channelsFirst(boolean first) {
    channelsFirst = first;
    return this;
  }

  /**
   * Gives the very batches that Keras gives with this seed, to compare a training with one in
   * Keras: see {@link #kerasReplay(long, ReplayOrder)}, by {@link ReplayOrder#NEXT}.
   */
  public ImageDataGeneratorBuilder kerasReplay(long seed) {
    return kerasReplay(seed, ReplayOrder.NEXT);
  }

  /**
   * Gives the very batches that Keras gives: order and transforms are drawn from NumPy's legacy
   * generator, as Keras draws them. Off by default, for Keras's slips come with it: {@code
   * heightShiftRange} moves pictures sideways and {@code widthShiftRange} up and down, pictures
   * that are not square turn, shear and zoom about a point beside their centre, {@link
   * Subset#VALIDATION} is transformed too, and the rows of a split array have the sample weights of
   * its first rows.
   *
   * @param seed what Keras's {@code flow} is given as seed, from 0 to 2³² - 1; a source's own seed,
   *     where it has one, goes before
   */
  public ImageDataGeneratorBuilder kerasReplay(long seed, ReplayOrder order) {
    replay = new KerasReplay(seed, Objects.requireNonNull(order, "order"));
    return this;
  }

  /** The share, above 0 and below 1, that is {@link Subset#VALIDATION}; 0, the default, none. */
  public ImageDataGeneratorBuilder validationSplit(double share) {
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
