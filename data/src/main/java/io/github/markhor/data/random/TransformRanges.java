package io.github.markhor.data.random;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.tensor.Philox;

/**
 * The ranges from which a picture's transform is drawn. Each parameter has its own place in the
 * random stream of (seed, epoch, picture), so that switching one on does not change the draws of
 * the others. As in Keras, any finite number is a range: the sign of one to either side does not
 * matter, and factors may come in any order, be 0 or negative, which mirrors. Immutable: the
 * methods with an argument give a changed copy.
 */
public final class TransformRanges extends Immutable<TransformRanges> {
  /** Ranges that change nothing. */
  public static final TransformRanges NONE = new TransformRanges();

  private double rotation;
  private ShiftRange widthShift = ShiftRange.NONE;
  private ShiftRange heightShift = ShiftRange.NONE;
  private double shear;
  private double zoomLow = 1;
  private double zoomHigh = 1;
  private boolean horizontalFlip;
  private boolean verticalFlip;
  private double channelShift;
  private boolean brightens;
  private double darkest;
  private double brightest;

  private TransformRanges() {}

  /** Turns by up to so many degrees to either side. */
  public TransformRanges rotation(double degrees) {
    Require.finite("rotationRange", degrees);
    return with(copy -> copy.rotation = degrees);
  }

  /** Moves sideways. */
  public TransformRanges widthShift(ShiftRange range) {
    return with(copy -> copy.widthShift = range);
  }

  /** Moves up or down. */
  public TransformRanges heightShift(ShiftRange range) {
    return with(copy -> copy.heightShift = range);
  }

  /** Shears by up to so many degrees to either side. */
  public TransformRanges shear(double degrees) {
    Require.finite("shearRange", degrees);
    return with(copy -> copy.shear = degrees);
  }

  /** Zooms by factors of {@code lower} to {@code upper}. */
  public TransformRanges zoom(double lower, double upper) {
    Require.finite("zoomRange", lower);
    Require.finite("zoomRange", upper);
    return with(
        copy -> {
          copy.zoomLow = lower;
          copy.zoomHigh = upper;
        });
  }

  /** Swaps left and right in half of the pictures. */
  public TransformRanges horizontalFlip(boolean flip) {
    return with(copy -> copy.horizontalFlip = flip);
  }

  /** Swaps top and bottom in half of the pictures. */
  public TransformRanges verticalFlip(boolean flip) {
    return with(copy -> copy.verticalFlip = flip);
  }

  /** Multiplies the levels by factors of {@code lower} to {@code upper}. */
  public TransformRanges brightness(double lower, double upper) {
    Require.finite("brightnessRange", lower);
    Require.finite("brightnessRange", upper);
    return with(
        copy -> {
          copy.brightens = true;
          copy.darkest = lower;
          copy.brightest = upper;
        });
  }

  /** Adds up to so much, or subtracts it. */
  public TransformRanges channelShift(double range) {
    Require.finite("channelShiftRange", range);
    return with(copy -> copy.channelShift = range);
  }

  /** Whether two transforms can differ: not with ranges of 0, or of one factor alone. */
  public boolean varies() {
    return rotation != 0
        || widthShift.varies()
        || heightShift.varies()
        || shear != 0
        || zoomLow != zoomHigh
        || horizontalFlip
        || verticalFlip
        || channelShift != 0
        || brightens && darkest != brightest;
  }

  /** Draws the transform of a picture. */
  public PictureTransform draw(int height, int width, long seed, int epoch, int sample) {
    Draws draws = new Draws(seed, epoch, sample);
    PictureTransform t = PictureTransform.identity();
    if (rotation != 0) {
      t = t.theta(between(-rotation, rotation, draws.number(0)));
    }
    if (widthShift != ShiftRange.NONE) {
      t = t.tx(widthShift.draw(draws.number(1), draws.number(2), width));
    }
    if (heightShift != ShiftRange.NONE) {
      t = t.ty(heightShift.draw(draws.number(3), draws.number(4), height));
    }
    if (shear != 0) {
      t = t.shear(between(-shear, shear, draws.number(5)));
    }
    if (zoomLow != 1 || zoomHigh != 1) {
      t = t.zx(between(zoomLow, zoomHigh, draws.number(6)));
      t = t.zy(between(zoomLow, zoomHigh, draws.number(7)));
    }
    if (horizontalFlip && draws.number(8) < 0.5) {
      t = t.flipHorizontal(true);
    }
    if (verticalFlip && draws.number(9) < 0.5) {
      t = t.flipVertical(true);
    }
    if (channelShift != 0) {
      t = t.channelShift(between(-channelShift, channelShift, draws.number(10)));
    }
    if (brightens) {
      t = t.brightness(between(darkest, brightest, draws.number(11)));
    }
    return t;
  }

  /**
   * Draws as Keras's {@code get_random_transform} does, one number after the other. Keras applies
   * the range of the height to the columns, and that of the width to the rows; it draws both flips
   * even where they are off.
   */
  public PictureTransform drawAsKeras(int height, int width, RandomState random) {
    PictureTransform t = PictureTransform.identity();
    if (rotation != 0) {
      t = t.theta(random.uniform(-rotation, rotation));
    }
    t = t.tx(heightShift.drawAsKeras(random, height));
    t = t.ty(widthShift.drawAsKeras(random, width));
    if (shear != 0) {
      t = t.shear(random.uniform(-shear, shear));
    }
    if (zoomLow != 1 || zoomHigh != 1) {
      t = t.zx(random.uniform(zoomLow, zoomHigh));
      t = t.zy(random.uniform(zoomLow, zoomHigh));
    }
    t = t.flipHorizontal(random.random() < 0.5 && horizontalFlip);
    t = t.flipVertical(random.random() < 0.5 && verticalFlip);
    if (channelShift != 0) {
      t = t.channelShift(random.uniform(-channelShift, channelShift));
    }
    if (brightens) {
      t = t.brightness(random.uniform(darkest, brightest));
    }
    return t;
  }

  private static double between(double low, double high, double share) {
    return low + (high - low) * share;
  }

  /** The random numbers of one picture in one epoch. */
  private static final class Draws {
    private final long seed;
    private final int epoch;
    private final int sample;
    private final int[] words = new int[Philox.BLOCK];
    private int block = -1;

    Draws(long seed, int epoch, int sample) {
      this.seed = seed;
      this.epoch = epoch;
      this.sample = sample;
    }

    double number(int place) {
      if (place / 2 != block) {
        block = place / 2;
        RandomStreams.block(RandomStreams.TRANSFORM, seed, epoch, sample, block, words);
      }
      int at = place % 2 * 2;
      return Philox.toDouble(words[at], words[at + 1]);
    }
  }
}
