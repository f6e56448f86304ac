package io.github.markhor.data.batch;

import io.github.markhor.data.augment.Augmenter;
import io.github.markhor.data.random.RandomChoices;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;

/** Makes finished samples, on one thread: read, transform, standardize, and save if wanted. */
public final class SampleMaker implements AutoCloseable {
  private final PictureReader reader;
  private final Augmenter augmenter;
  private final RandomChoices choices;
  private final ChannelOrder channelOrder;
  private final Shape shape;
  private final PictureSaver saver;

  /**
   * A maker for one thread.
   *
   * @param reader is closed with this maker
   * @param shape of the pictures, (H, W, C)
   * @param saver null where nothing is saved
   */
  public SampleMaker(
      PictureReader reader,
      Augmenter augmenter,
      RandomChoices choices,
      ChannelOrder channelOrder,
      Shape shape,
      PictureSaver saver) {
    this.reader = reader;
    this.augmenter = augmenter;
    this.choices = choices;
    this.channelOrder = channelOrder;
    this.shape = shape;
    this.saver = saver;
  }

  /**
   * Writes a sample as it is in an epoch, from the position {@code at} on.
   *
   * @param place the sample's place in the epoch's order
   * @param sample its number
   */
  public void make(int epoch, int place, int sample, FloatBuffer into, int at) {
    reader.read(sample, augmenter.picture());
    augmenter.transform(choices.transform(epoch, place, sample));
    augmenter.standardize();
    if (saver != null) {
      int number = choices.fileNumber(epoch, place, sample);
      saver.save(augmenter.picture(), shape, sample, number);
    }
    into.put(at, channelOrder.fromLast(augmenter.picture(), shape));
  }

  @Override
  public void close() {
    reader.close();
  }
}
