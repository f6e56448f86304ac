package io.github.markhor.data;

/**
 * Keeps pictures as they are after decoding and resizing, one byte for each value, so that from the
 * second epoch on only augmentation costs. For several threads at once.
 */
interface PictureCache extends AutoCloseable {
  /** Copies a picture's levels, if they are here; says whether they are. */
  boolean read(int sample, byte[] levels);

  /** Keeps a picture's levels, if there is room. */
  void write(int sample, byte[] levels);

  /** What is kept is given up, or left for the next run. */
  @Override
  void close();
}
