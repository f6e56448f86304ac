package io.github.markhor.data.random;

import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.PictureTransform;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Choices as Keras draws them: from NumPy's legacy generator, which is seeded anew before every
 * batch with the seed plus the number of batches seen so far, over all epochs. So all draws follow
 * from the batch's number, and any batch can be drawn again without those before it.
 */
public final class KerasChoices implements RandomChoices {
  /** More batches than workers make at the same time. */
  private static final int KEPT = 8;

  private final TransformRanges ranges;
  private final Samples samples;
  private final long seed;
  private final boolean byIndex;
  private final int fileNumbers;
  private final int batches;
  private final Map<Long, Drawn> recent = new LinkedHashMap<>();

  /**
   * The choices of a source.
   *
   * @param byIndex whether Keras's iterator is asked for batches by their numbers, and not one
   *     after the other
   * @param fileNumbers the bound of the numbers in the names of saved pictures; 0 where none are
   *     saved, and thus none drawn
   */
  public KerasChoices(
      TransformRanges ranges, Samples samples, long seed, boolean byIndex, int fileNumbers) {
    this.ranges = ranges;
    this.samples = samples;
    this.seed = seed;
    this.byIndex = byIndex;
    this.fileNumbers = fileNumbers;
    this.batches = (int) ((samples.count() + (long) samples.batchSize() - 1) / samples.batchSize());
  }

  /** The draws for a batch. */
  private record Drawn(PictureTransform[] transforms, int[] fileNumbers, RandomState after) {}

  @Override
  public int[] order(int epoch) {
    if (!samples.shuffle()) {
      return RandomStreams.inOrder(samples.count());
    }
    if (epoch == 0 || !byIndex) {
      return before((long) epoch * batches).permutation(samples.count());
    }
    return draw((long) epoch * batches - 1).after().permutation(samples.count());
  }

  @Override
  public PictureTransform transform(int epoch, int place, int sample) {
    return drawn(epoch, place).transforms()[place % samples.batchSize()];
  }

  @Override
  public int fileNumber(int epoch, int place, int sample) {
    return drawn(epoch, place).fileNumbers()[place % samples.batchSize()];
  }

  private synchronized Drawn drawn(int epoch, int place) {
    long batch = (long) epoch * batches + place / samples.batchSize();
    Drawn drawn = recent.get(batch);
    if (drawn == null) {
      if (recent.size() == KEPT) {
        recent.remove(recent.keySet().iterator().next());
      }
      drawn = draw(batch);
      recent.put(batch, drawn);
    }
    return drawn;
  }

  private RandomState before(long batch) {
    return RandomState.seeded(seed + batch);
  }

  /** Draws for a batch, counted over all epochs. */
  private Drawn draw(long batch) {
    RandomState random = before(batch);
    boolean first = byIndex ? batch == 0 : batch % batches == 0;
    if (first && samples.shuffle()) {
      random.permutation(samples.count());
    }
    int from = (int) (batch % batches) * samples.batchSize();
    int size = Math.min(samples.batchSize(), samples.count() - from);
    PictureTransform[] transforms = new PictureTransform[size];
    for (int i = 0; i < size; i++) {
      transforms[i] = ranges.drawAsKeras(samples.height(), samples.width(), random);
    }
    int[] numbers = new int[fileNumbers == 0 ? 0 : size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.randint(fileNumbers);
    }
    return new Drawn(transforms, numbers, random);
  }
}
