package io.github.markhor.data;

import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;

/** Makes finished samples, on one thread: read, transform, standardize, and save if wanted. */
final class SampleMaker implements AutoCloseable {
  private final PictureReader reader;
  private final Augmenter augmenter;
  private final Chance chance;
  private final Layout layout;
  private final Shape shape;
  private final PictureSaver saver;

  /**
   * A maker of pictures of the shape (H, W, C).
   *
   * @param saver null where nothing is saved
   */
  SampleMaker(
      PictureReader reader,
      ImageDataGenerator generator,
      Chance chance,
      Shape shape,
      PictureSaver saver) {
    this.reader = reader;
    this.augmenter = new Augmenter(generator, shape.size(0), shape.size(1), shape.size(2));
    this.chance = chance;
    this.layout = generator.layout();
    this.shape = shape;
    this.saver = saver;
  }

  /**
   * Writes a sample as it is in an epoch, from the position {@code at} on.
   *
   * @param place where the sample comes in the epoch's order
   * @param sample its number
   */
  void make(int epoch, int place, int sample, FloatBuffer into, int at) {
    reader.read(sample, augmenter.picture());
    augmenter.transform(chance.transform(epoch, place, sample));
    augmenter.standardize();
    if (saver != null) {
      int number = chance.fileNumber(epoch, place, sample);
      saver.save(augmenter.picture(), shape, sample, number);
    }
    into.put(at, layout.fromLast(augmenter.picture(), shape));
  }

  @Override
  public void close() {
    reader.close();
  }
}
