package io.github.markhor.data;

/**
 * What is left to chance in a source: the order of its epochs, and what each picture goes through.
 * All of it is a function of the arguments, so that any number of workers may ask, in any order.
 */
interface Chance {
  /** The numbers of the samples in the order in which an epoch gives them. */
  int[] order(int epoch);

  /**
   * A picture's transform.
   *
   * @param place where the picture comes in the epoch's order
   * @param sample the picture's number
   */
  PictureTransform transform(int epoch, int place, int sample);

  /** The number in the name of the file that a picture is saved to. */
  int fileNumber(int epoch, int place, int sample);
}
