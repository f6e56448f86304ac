package io.github.markhor.data;

import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.data.augment.AffineWarp;
import io.github.markhor.data.augment.PicturePipeline;
import io.github.markhor.data.augment.Standardization;
import io.github.markhor.data.batch.ChannelOrder;
import io.github.markhor.data.picture.FillMode;
import io.github.markhor.data.picture.PreprocessingFunction;
import io.github.markhor.data.random.ShiftRange;
import io.github.markhor.data.random.TransformRanges;

/**
 * The settings of an {@link ImageDataGenerator}, with Keras's names and defaults. Every method
 * refuses a bad value at once. A range may be negative, as in Keras: what goes to either side has
 * no sign.
 */
public final class ImageDataGeneratorBuilder {
  private TransformRanges ranges = TransformRanges.NONE;
  private Standardization standardization = Standardization.NONE;
  private FillMode fillMode = FillMode.NEAREST;
  private double cval;
  private int interpolationOrder = 1;
  private boolean channelsFirst;
  private KerasReplay replay;
  private double validationSplit;

  ImageDataGeneratorBuilder() {}

  /** Multiplies every value, after the user's function; 0, the default, multiplies by nothing. */
  public ImageDataGeneratorBuilder rescale(double factor) {
    standardization = standardization.rescale(factor);
    return this;
  }

  /** Turns by up to so many degrees to either side. */
  public ImageDataGeneratorBuilder rotationRange(double degrees) {
    ranges = ranges.rotation(degrees);
    return this;
  }

  /** Moves sideways by up to a share of the width (below 1) or so many pixels (from 1 up). */
  public ImageDataGeneratorBuilder widthShiftRange(double range) {
    ranges = ranges.widthShift(ShiftRange.upTo("widthShiftRange", range));
    return this;
  }

  /** Moves sideways by a whole number of pixels below {@code pixels}, to either side. */
  public ImageDataGeneratorBuilder widthShiftRange(int pixels) {
    ranges = ranges.widthShift(ShiftRange.wholeBelow(pixels));
    return this;
  }

  /** Moves sideways by one of these, to either side: shares if all are below 1, else pixels. */
  public ImageDataGeneratorBuilder widthShiftRange(double... values) {
    ranges = ranges.widthShift(ShiftRange.oneOf("widthShiftRange", values));
    return this;
  }

  /** Moves up or down by up to a share of the height (below 1) or so many pixels (from 1 up). */
  public ImageDataGeneratorBuilder heightShiftRange(double range) {
    ranges = ranges.heightShift(ShiftRange.upTo("heightShiftRange", range));
    return this;
  }

  /** Moves up or down by a whole number of pixels below {@code pixels}. */
  public ImageDataGeneratorBuilder heightShiftRange(int pixels) {
    ranges = ranges.heightShift(ShiftRange.wholeBelow(pixels));
    return this;
  }

  /** Moves up or down by one of these: shares of the height if all are below 1, else pixels. */
  public ImageDataGeneratorBuilder heightShiftRange(double... values) {
    ranges = ranges.heightShift(ShiftRange.oneOf("heightShiftRange", values));
    return this;
  }

  /** Shears by up to so many degrees to either side. */
  public ImageDataGeneratorBuilder shearRange(double degrees) {
    ranges = ranges.shear(degrees);
    return this;
  }

  /**
   * Zooms by factors of {@code 1 - range} to {@code 1 + range}, across and down apart. From 1 on
   * the factors reach 0, which stretches one pixel over the picture, and beyond, which mirrors it.
   */
  public ImageDataGeneratorBuilder zoomRange(double range) {
    return zoomRange(1 - range, 1 + range);
  }

  /** Zooms by factors of {@code lower} to {@code upper}; above 1 the picture shrinks. */
  public ImageDataGeneratorBuilder zoomRange(double lower, double upper) {
    ranges = ranges.zoom(lower, upper);
    return this;
  }

  /** Swaps left and right in half of the pictures. */
  public ImageDataGeneratorBuilder horizontalFlip(boolean flip) {
    ranges = ranges.horizontalFlip(flip);
    return this;
  }

  /** Swaps top and bottom in half of the pictures. */
  public ImageDataGeneratorBuilder verticalFlip(boolean flip) {
    ranges = ranges.verticalFlip(flip);
    return this;
  }

  /**
   * Multiplies the levels by factors of {@code lower} to {@code upper}, 1 being no change but for
   * what is cut to whole levels; for pictures of 0 to 255.
   */
  public ImageDataGeneratorBuilder brightnessRange(double lower, double upper) {
    ranges = ranges.brightness(lower, upper);
    return this;
  }

  /** Adds up to so much, or subtracts it, within the picture's own least and greatest value. */
  public ImageDataGeneratorBuilder channelShiftRange(double range) {
    ranges = ranges.channelShift(range);
    return this;
  }

  /** The filling beyond the edges of transformed pictures; the nearest pixel by default. */
  public ImageDataGeneratorBuilder fillMode(FillMode mode) {
    fillMode = Require.notNull("fillMode", mode);
    return this;
  }

  /** The same by Keras's name: {@code constant}, {@code nearest}, {@code reflect}, {@code wrap}. */
  public ImageDataGeneratorBuilder fillMode(String name) {
    return fillMode(KerasNames.choice(FillMode.class, "fillMode", name));
  }

  /** The value beyond the edges with {@link FillMode#CONSTANT}; 0 by default. */
  public ImageDataGeneratorBuilder cval(double value) {
    cval = Require.finite("cval", value);
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
    Require.notNull("preprocessingFunction", preprocessing);
    standardization = standardization.function(preprocessing);
    return this;
  }

  /** Whether each picture's mean is subtracted from it; default false. */
  public ImageDataGeneratorBuilder samplewiseCenter(boolean center) {
    standardization = standardization.samplewiseCenter(center);
    return this;
  }

  /** Whether each picture is centred and divided by its standard deviation. */
  public ImageDataGeneratorBuilder samplewiseStdNormalization(boolean normalize) {
    standardization = standardization.samplewiseStd(normalize);
    return this;
  }

  /** Whether the mean of each channel that {@link ImageDataGenerator#fit} found is subtracted. */
  public ImageDataGeneratorBuilder featurewiseCenter(boolean center) {
    standardization = standardization.featurewiseCenter(center);
    return this;
  }

  /**
   * Whether each channel is centred and divided by its standard deviation, both as {@link
   * ImageDataGenerator#fit} found them.
   */
  public ImageDataGeneratorBuilder featurewiseStdNormalization(boolean normalize) {
    standardization = standardization.featurewiseStd(normalize);
    return this;
  }

  /**
   * Whether pictures are whitened by the matrix that {@link ImageDataGenerator#fit} found, which
   * leaves all values of a picture uncorrelated and of variance 1. Whitening centres featurewise
   * too, and overrides {@code featurewiseStdNormalization}. It is for small pictures: the matrix
   * has the square of their number of values.
   */
  public ImageDataGeneratorBuilder zcaWhitening(boolean whiten) {
    standardization = standardization.zcaWhitening(whiten);
    return this;
  }

  /** The number added to the singular values before whitening divides by them; default 1e-6. */
  public ImageDataGeneratorBuilder zcaEpsilon(double epsilon) {
    standardization = standardization.zcaEpsilon(epsilon);
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
   * generator, as Keras draws them. Off by default, since Keras's slips come with it: {@code
   * heightShiftRange} moves pictures sideways and {@code widthShiftRange} up and down, pictures
   * that are not square turn, shear and zoom about a point beside their centre, {@link
   * Subset#VALIDATION} is transformed too, and the rows of a split array have the sample weights of
   * its first rows.
   *
   * @param seed the seed of Keras's {@code flow}, from 0 to 2³² - 1; a source's own seed, where it
   *     has one, goes before
   */
  public ImageDataGeneratorBuilder kerasReplay(long seed, ReplayOrder order) {
    replay = new KerasReplay(seed, Require.notNull("order", order));
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
    AffineWarp warp = new AffineWarp(fillMode, cval, interpolationOrder, replay != null);
    PicturePipeline pipeline = new PicturePipeline(ranges, warp, standardization);
    return new ImageDataGenerator(
        new GeneratorSettings(pipeline, new ChannelOrder(channelsFirst), validationSplit, replay));
  }
}
