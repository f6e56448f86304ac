package io.github.markhor.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chance as Keras draws it: from NumPy's legacy generator, which is seeded anew before every batch
 * with the seed plus the number of batches seen so far, over all epochs. Whatever is drawn thus
 * follows from the batch's number, and any batch can be drawn again without those before it.
 */
final class KerasChance implements Chance {
  /** More batches than workers are ever at. */
  private static final int KEPT = 8;

  private final TransformRanges ranges;
  private final int height;
  private final int width;
  private final int samples;
  private final Batching batching;
  private final ReplayOrder order;
  private final int fileNumbers;
  private final int batches;
  private final Map<Long, Drawn> recent = new LinkedHashMap<>();

  /**
   * A source's chance.
   *
   * @param batching with its seed
   * @param fileNumbers the bound of the numbers in the names of saved pictures; 0 where none are
   *     saved, and thus none drawn
   */
  KerasChance(
      TransformRanges ranges,
      int height,
      int width,
      int samples,
      Batching batching,
      ReplayOrder order,
      int fileNumbers) {
    this.ranges = ranges;
    this.height = height;
    this.width = width;
    this.samples = samples;
    this.batching = batching;
    this.order = order;
    this.fileNumbers = fileNumbers;
    this.batches = (int) ((samples + (long) batching.batchSize() - 1) / batching.batchSize());
  }

  /** What is drawn for a batch. */
  private record Drawn(PictureTransform[] transforms, int[] fileNumbers, RandomState after) {}

  @Override
  public int[] order(int epoch) {
    if (!batching.shuffle()) {
      return Streams.inOrder(samples);
    }
    if (epoch == 0 || order == ReplayOrder.NEXT) {
      return before((long) epoch * batches).permutation(samples);
    }
    return draw((long) epoch * batches - 1).after().permutation(samples);
  }

  @Override
  public PictureTransform transform(int epoch, int place, int sample) {
    return drawn(epoch, place).transforms()[place % batching.batchSize()];
  }

  @Override
  public int fileNumber(int epoch, int place, int sample) {
    return drawn(epoch, place).fileNumbers()[place % batching.batchSize()];
  }

  private synchronized Drawn drawn(int epoch, int place) {
    long batch = (long) epoch * batches + place / batching.batchSize();
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
    return RandomState.seed(batching.seed() + batch);
  }

  /** Draws for a batch, counted over all epochs. */
  private Drawn draw(long batch) {
    RandomState random = before(batch);
    boolean first = order == ReplayOrder.NEXT ? batch % batches == 0 : batch == 0;
    if (first && batching.shuffle()) {
      random.permutation(samples);
    }
    int from = (int) (batch % batches) * batching.batchSize();
    int size = Math.min(batching.batchSize(), samples - from);
    PictureTransform[] transforms = new PictureTransform[size];
    for (int i = 0; i < size; i++) {
      transforms[i] = ranges.drawAsKeras(height, width, random);
    }
    int[] numbers = new int[fileNumbers == 0 ? 0 : size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.randint(fileNumbers);
    }
    return new Drawn(transforms, numbers, random);
  }
}
