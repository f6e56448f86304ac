package io.github.markhor.data;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How any source cuts its samples into batches; what {@link Flow} and {@link ArrayFlow} share.
 *
 * @param seed null to have one picked
 * @param subset null for all samples
 */
record Batching(int batchSize, boolean shuffle, Long seed, Subset subset, int workers) {
  /** Keras's defaults, and a worker for every second processor: training wants the others. */
  static final Batching DEFAULT =
      new Batching(
          32, true, null, null, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  Batching {
    Checks.positive("batchSize", batchSize);
    Checks.positive("workers", workers);
  }

  Batching withBatchSize(int size) {
    return new Batching(size, shuffle, seed, subset, workers);
  }

  Batching withShuffle(boolean on) {
    return new Batching(batchSize, on, seed, subset, workers);
  }

  Batching withSeed(long number) {
    return new Batching(batchSize, shuffle, number, subset, workers);
  }

  Batching withSubset(Subset part) {
    return new Batching(batchSize, shuffle, seed, part, workers);
  }

  Batching withWorkers(int count) {
    return new Batching(batchSize, shuffle, seed, subset, count);
  }

  /** The seed given, or a new one. */
  long pickSeed() {
    return seed != null ? seed : ThreadLocalRandom.current().nextLong(1L << 32);
  }
}
