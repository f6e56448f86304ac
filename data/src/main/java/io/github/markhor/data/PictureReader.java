package io.github.markhor.data;

/** Reads a source's pictures, on one thread: each worker has its own. */
interface PictureReader extends AutoCloseable {
  /**
   * Writes a picture, (H, W, C), not augmented.
   *
   * @param sample the picture's number in its source
   */
  void read(int sample, float[] into);

  @Override
  default void close() {}
}
