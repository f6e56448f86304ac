package io.github.markhor.data.read;

/** Reads a source's pictures by their numbers. Each thread has its own reader. */
public interface PictureReader extends AutoCloseable {
  /**
   * Writes a picture, (H, W, C), not augmented.
   *
   * @param sample the picture's number in its source
   */
  void read(int sample, float[] into);

  @Override
  default void close() {}
}
