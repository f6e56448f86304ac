package io.github.markhor.data.random;

import io.github.markhor.data.picture.PictureTransform;

/**
 * Choices that follow from (seed, epoch, picture): a picture's transform does not depend on its
 * place, its batch or the other pictures.
 *
 * @param ranges null where pictures are not transformed
 */
public record SeededChoices(TransformRanges ranges, Samples samples, long seed)
    implements RandomChoices {
  @Override
  public int[] order(int epoch) {
    int count = samples.count();
    return samples.shuffle()
        ? RandomStreams.permutation(count, seed, epoch)
        : RandomStreams.inOrder(count);
  }

  @Override
  public PictureTransform transform(int epoch, int place, int sample) {
    return ranges == null
        ? PictureTransform.identity()
        : ranges.draw(samples.height(), samples.width(), seed, epoch, sample);
  }

  /** The number of the epoch, so that no epoch overwrites what another has saved. */
  @Override
  public int fileNumber(int epoch, int place, int sample) {
    return epoch;
  }
}
