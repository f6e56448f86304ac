package io.github.markhor.data;

/**
 * Chance as a function of (seed, epoch, picture): what a picture goes through does not depend on
 * its place, its batch or the other pictures.
 *
 * @param ranges null where pictures are not transformed
 */
record SeededChance(
    TransformRanges ranges, int height, int width, int samples, boolean shuffle, long seed)
    implements Chance {
  @Override
  public int[] order(int epoch) {
    return shuffle ? Streams.permutation(samples, seed, epoch) : Streams.inOrder(samples);
  }

  @Override
  public PictureTransform transform(int epoch, int place, int sample) {
    return ranges == null
        ? PictureTransform.identity()
        : ranges.draw(height, width, seed, epoch, sample);
  }

  /** The epoch's, so that no epoch overwrites what another has saved. */
  @Override
  public int fileNumber(int epoch, int place, int sample) {
    return epoch;
  }
}
