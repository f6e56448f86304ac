package io.github.markhor.data;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.data.batch.PictureSaver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * How a source cuts its samples into batches: the options that {@link Flow}, {@link ArrayFlow} and
 * {@link ImageDatasetOptions} share.
 *
 * @param <S> the class of the options
 */
public abstract sealed class BatchOptions<S extends BatchOptions<S>> extends Immutable<S>
    permits Flow, ArrayFlow, ImageDatasetOptions {
  private int batchSize = 32;
  private boolean shuffle = true;
  private Long seed;
  private Subset subset;
  private int[] samples;

  /** A worker for every second processor: training wants the others. */
  private int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private PictureSaver saver;

  BatchOptions() {}

  private S set(Consumer<BatchOptions<S>> change) {
    return with(change::accept);
  }

  /**
   * The number of samples in a batch; default 32. An epoch's last batch may be smaller.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public S batchSize(int size) {
    Require.positive("batchSize", size);
    return set(copy -> copy.batchSize = size);
  }

  /** Whether every epoch has an order of its own; default true. */
  public S shuffle(boolean on) {
    return set(copy -> copy.shuffle = on);
  }

  /** The number from which order and augmentation follow; by default one is picked per source. */
  public S seed(long number) {
    return set(copy -> copy.seed = number);
  }

  /** The part of the samples, by {@code validationSplit}; by default all. */
  public S subset(Subset part) {
    Require.notNull("subset", part);
    return set(copy -> copy.subset = part);
  }

  /** The part of the samples by Keras's name, {@code training} or {@code validation}. */
  public S subset(String name) {
    return subset(KerasNames.choice(Subset.class, "subset", name));
  }

  /**
   * The samples that the source takes, in this order, by the numbers that they have in the source
   * of all: those of a fold, {@code samples(fold.train())}. The classes stay those of all samples.
   *
   * @throws IllegalArgumentException if there are none, or one is below 0; a source refuses those
   *     that it does not have, and a {@link #subset} beside them
   */
  public S samples(int... numbers) {
    Require.notNull("samples", numbers);
    if (numbers.length == 0 || Arrays.stream(numbers).anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException(
          "Expected numbers of samples, from 0 on. Received: "
              + (numbers.length == 0 ? "none" : "one below 0"));
    }
    int[] chosen = numbers.clone();
    return set(copy -> copy.samples = chosen);
  }

  /**
   * The number of threads that make pictures; by default half of the processors. It changes the
   * speed, and nothing else.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public S workers(int count) {
    Require.positive("workers", count);
    return set(copy -> copy.workers = count);
  }

  final S saved(Path directory, String prefix, String format) {
    PictureSaver pictures = new PictureSaver(directory, prefix, format);
    return set(copy -> copy.saver = pictures);
  }

  final int batchSize() {
    return batchSize;
  }

  final boolean shuffle() {
    return shuffle;
  }

  /** Whether a seed was given. */
  final boolean hasSeed() {
    return seed != null;
  }

  /** The seed given, or a new one. */
  final long pickSeed() {
    return seed != null ? seed : ThreadLocalRandom.current().nextLong(1L << 32);
  }

  /** Null for all samples. */
  final Subset subset() {
    return subset;
  }

  final boolean choosesSamples() {
    return samples != null;
  }

  /** The samples chosen of so many; null for all. */
  final int[] samplesOf(int count) {
    if (samples == null) {
      return null;
    }
    if (subset != null) {
      throw new IllegalArgumentException(
          "Expected either samples or a subset. Received: both, the subset " + subset);
    }
    for (int number : samples) {
      if (number >= count) {
        throw new IllegalArgumentException(
            "Expected numbers of samples from 0 to " + (count - 1) + ". Received: " + number);
      }
    }
    return samples.clone();
  }

  final int workers() {
    return workers;
  }

  /** Null where pictures are not saved. */
  final PictureSaver saver() {
    return saver;
  }
}
