package io.github.markhor.data;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How any source cuts its samples into batches; what {@link Flow} and {@link ArrayFlow} share.
 *
 * @param seed null to have one picked
 * @param subset null for all samples
 * @param saver null where pictures are not saved
 */
record Batching(
    int batchSize, boolean shuffle, Long seed, Subset subset, int workers, PictureSaver saver) {
  /** Keras's defaults, and a worker for every second processor: training wants the others. */
  static final Batching DEFAULT =
      new Batching(
          32, true, null, null, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), null);

  Batching {
    Checks.positive("batchSize", batchSize);
    Checks.positive("workers", workers);
  }

  Batching withBatchSize(int size) {
    return new Batching(size, shuffle, seed, subset, workers, saver);
  }

  Batching withShuffle(boolean on) {
    return new Batching(batchSize, on, seed, subset, workers, saver);
  }

  Batching withSeed(long number) {
    return new Batching(batchSize, shuffle, number, subset, workers, saver);
  }

  Batching withSubset(Subset part) {
    return new Batching(batchSize, shuffle, seed, part, workers, saver);
  }

  Batching withWorkers(int count) {
    return new Batching(batchSize, shuffle, seed, subset, count, saver);
  }

  Batching withSaver(PictureSaver pictures) {
    return new Batching(batchSize, shuffle, seed, subset, workers, pictures);
  }

  /** The seed given, or a new one. */
  long pickSeed() {
    return seed != null ? seed : ThreadLocalRandom.current().nextLong(1L << 32);
  }
}
