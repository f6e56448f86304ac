package io.github.markhor.data;

import io.github.markhor.tensor.Philox;

/**
 * From which ranges a picture's transform is drawn. Each parameter has its own place in the random
 * stream of (seed, epoch, picture), so switching one on leaves what the others draw as it was.
 *
 * @param brightness null for none, otherwise least and greatest factor
 */
record TransformRanges(
    double rotation,
    ShiftRange widthShift,
    ShiftRange heightShift,
    double shear,
    double zoomLow,
    double zoomHigh,
    boolean horizontalFlip,
    boolean verticalFlip,
    double[] brightness,
    double channelShift) {
  /** Draws the transform of a picture. */
  PictureTransform draw(int height, int width, long seed, int epoch, int sample) {
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
    if (brightness != null) {
      t = t.brightness(between(brightness[0], brightness[1], draws.number(11)));
    }
    return t;
  }

  /**
   * Draws as Keras's {@code get_random_transform} does, one number after the other. What it takes
   * from the range of the height it applies to the columns, and the other way round; both flips are
   * drawn even where they are off.
   */
  PictureTransform drawAsKeras(int height, int width, RandomState random) {
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
    if (brightness != null) {
      t = t.brightness(random.uniform(brightness[0], brightness[1]));
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
        Streams.block(Streams.TRANSFORM, seed, epoch, sample, block, words);
      }
      int at = place % 2 * 2;
      return Philox.toDouble(words[at], words[at + 1]);
    }
  }
}
