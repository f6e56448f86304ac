package io.github.markhor.data.read;

/** Reads from a cache, and fills it on the way. */
public final class CachedPictureReader implements PictureReader {
  private final PictureReader reader;
  private final PictureCache cache;
  private final byte[] levels;

  /**
   * A reader for one thread.
   *
   * @param values the size of a picture, H * W * C
   */
  public CachedPictureReader(PictureReader reader, PictureCache cache, int values) {
    this.reader = reader;
    this.cache = cache;
    this.levels = new byte[values];
  }

  @Override
  public void read(int sample, float[] into) {
    if (cache.read(sample, levels)) {
      for (int i = 0; i < levels.length; i++) {
        into[i] = levels[i] & 255;
      }
      return;
    }
    reader.read(sample, into);
    if (narrow(into)) {
      cache.write(sample, levels);
    }
  }

  /** Whether all values are levels of 8 bits, which those of 16-bit grey are not. */
  private boolean narrow(float[] values) {
    for (int i = 0; i < levels.length; i++) {
      int level = (int) values[i];
      if (level != values[i] || level < 0 || level > 255) {
        return false;
      }
      levels[i] = (byte) level;
    }
    return true;
  }

  @Override
  public void close() {
    reader.close();
  }
}
