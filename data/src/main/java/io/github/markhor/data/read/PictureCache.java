package io.github.markhor.data.read;

/**
 * Keeps pictures as they are after decoding and resizing, one byte for each value, so that from the
 * second epoch on only augmentation costs. For several threads at once.
 */
public interface PictureCache extends AutoCloseable {
  /** Copies a picture's levels if they are here; returns whether they are. */
  boolean read(int sample, byte[] levels);

  /** Keeps a picture's levels, if there is room. */
  void write(int sample, byte[] levels);

  /** Gives up what is kept, or leaves it for the next run. */
  @Override
  void close();
}
