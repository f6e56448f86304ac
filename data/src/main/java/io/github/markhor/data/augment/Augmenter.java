package io.github.markhor.data.augment;

import io.github.markhor.data.picture.PictureTransform;

/**
 * Applies transforms and standardization to pictures of one shape, with scratch memory of its own;
 * not for several threads at once.
 */
public final class Augmenter {
  private final AffineWarp warp;
  private final Standardization standardization;
  private final FeatureStatistics statistics;
  private final int height;
  private final int width;
  private final int channels;
  private float[] picture;
  private float[] scratch;

  /** An augmenter for one thread, with the statistics that have been learned by now. */
  public Augmenter(PicturePipeline pipeline, int height, int width, int channels) {
    this.warp = pipeline.warp();
    this.standardization = pipeline.standardization();
    this.statistics = pipeline.learned().get();
    this.height = height;
    this.width = width;
    this.channels = channels;
    int values = Math.multiplyExact(Math.multiplyExact(height, width), channels);
    picture = new float[values];
    scratch = new float[values];
  }

  /** The picture, to be written before a call and read after it; each call may change the array. */
  public float[] picture() {
    return picture;
  }

  /** Transforms the picture. */
  public void transform(PictureTransform transform) {
    boolean warped = transform.isAffine();
    if (warped) {
      // One pass moves and flips. Keras flips last, but the steps between do not depend on places.
      warp.apply(transform, picture, height, width, channels, scratch);
      float[] result = scratch;
      scratch = picture;
      picture = result;
    }
    if (transform.channelShift() != 0) {
      PictureColors.shiftChannels(picture, picture.length, transform.channelShift());
    }
    if (!warped && transform.flipHorizontal()) {
      flipColumns();
    }
    if (!warped && transform.flipVertical()) {
      flipRows();
    }
    if (transform.brightness().isPresent()) {
      double factor = transform.brightness().getAsDouble();
      PictureColors.brighten(picture, picture.length, channels, factor);
    }
  }

  /** Standardizes the picture. */
  public void standardize() {
    standardization.apply(picture, height, width, channels, statistics);
  }

  private void flipColumns() {
    for (int row = 0; row < height; row++) {
      int left = row * width * channels;
      int right = left + (width - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        for (int c = 0; c < channels; c++) {
          float swapped = picture[left + c];
          picture[left + c] = picture[right + c];
          picture[right + c] = swapped;
        }
      }
    }
  }

  private void flipRows() {
    int line = width * channels;
    for (int top = 0, bottom = (height - 1) * line; top < bottom; top += line, bottom -= line) {
      System.arraycopy(picture, top, scratch, 0, line);
      System.arraycopy(picture, bottom, picture, top, line);
      System.arraycopy(scratch, 0, picture, bottom, line);
    }
  }
}
