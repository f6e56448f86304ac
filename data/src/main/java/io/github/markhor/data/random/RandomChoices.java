package io.github.markhor.data.random;

import io.github.markhor.data.picture.PictureTransform;

/**
 * The random choices of a source: the order of its epochs, and each picture's transform. They are
 * functions of the arguments, so that any number of workers may ask for them, in any order.
 */
public interface RandomChoices {
  /** The numbers of the samples in the order in which an epoch gives them. */
  int[] order(int epoch);

  /**
   * A picture's transform.
   *
   * @param place the picture's place in the epoch's order
   * @param sample the picture's number
   */
  PictureTransform transform(int epoch, int place, int sample);

  /** The number in the name of the file that a picture is saved to. */
  int fileNumber(int epoch, int place, int sample);
}
