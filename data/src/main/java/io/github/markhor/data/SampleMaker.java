package io.github.markhor.data;

import io.github.markhor.Shape;
import java.nio.FloatBuffer;

/** Makes finished samples, on one thread: read, transform, standardize. */
final class SampleMaker implements AutoCloseable {
  private final PictureReader reader;
  private final Augmenter augmenter;
  private final TransformRanges ranges;
  private final Shape shape;
  private final long seed;

  /**
   * A maker of pictures of the shape (H, W, C).
   *
   * @param ranges null where nothing is transformed at random
   */
  SampleMaker(
      PictureReader reader,
      ImageDataGenerator generator,
      TransformRanges ranges,
      Shape shape,
      long seed) {
    this.reader = reader;
    this.augmenter = new Augmenter(generator, shape.size(0), shape.size(1), shape.size(2));
    this.ranges = ranges;
    this.shape = shape;
    this.seed = seed;
  }

  /** Writes a sample as it is in an epoch, from the position {@code at} on. */
  void make(int epoch, int sample, FloatBuffer into, int at) {
    reader.read(sample, augmenter.picture());
    if (ranges != null) {
      augmenter.transform(ranges.draw(shape.size(0), shape.size(1), seed, epoch, sample));
    }
    augmenter.standardize();
    into.put(at, augmenter.picture());
  }

  @Override
  public void close() {
    reader.close();
  }
}
