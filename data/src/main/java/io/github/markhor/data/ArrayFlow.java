package io.github.markhor.data;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How arrays of pictures become batches: the arguments of Keras's {@code flow}, with its defaults.
 * Immutable: every method gives a changed copy.
 *
 * @see ImageDataGenerator#flow(io.github.markhor.tensor.Tensor, io.github.markhor.tensor.Tensor,
 *     ArrayFlow)
 */
public final class ArrayFlow {
  private static final ArrayFlow DEFAULTS = new ArrayFlow(Batching.DEFAULT, false);

  private final Batching batching;
  private final boolean ignoreClassSplit;

  private ArrayFlow(Batching batching, boolean ignoreClassSplit) {
    this.batching = batching;
    this.ignoreClassSplit = ignoreClassSplit;
  }

  /** Shuffled batches of 32. */
  public static ArrayFlow defaults() {
    return DEFAULTS;
  }

  /** Shuffled batches of a size. @throws IllegalArgumentException if it is below 1 */
  public static ArrayFlow of(int batchSize) {
    return DEFAULTS.batchSize(batchSize);
  }

  /** The number of samples in a batch. @throws IllegalArgumentException if it is below 1 */
  public ArrayFlow batchSize(int size) {
    return new ArrayFlow(batching.withBatchSize(size), ignoreClassSplit);
  }

  /** Whether every epoch has an order of its own (the default) or that of the array. */
  public ArrayFlow shuffle(boolean on) {
    return new ArrayFlow(batching.withShuffle(on), ignoreClassSplit);
  }

  /** What order and augmentation follow from; by default a number is picked for each source. */
  public ArrayFlow seed(long number) {
    return new ArrayFlow(batching.withSeed(number), ignoreClassSplit);
  }

  /** The part of the rows, by the generator's {@code validationSplit}; by default all. */
  public ArrayFlow subset(Subset part) {
    Objects.requireNonNull(part, "subset");
    return new ArrayFlow(batching.withSubset(part), ignoreClassSplit);
  }

  /** Whether the two parts of a split may hold different classes; not by default. */
  public ArrayFlow ignoreClassSplit(boolean ignore) {
    return new ArrayFlow(batching, ignore);
  }

  /** The number of threads that transform pictures, half of the processors by default. */
  public ArrayFlow workers(int count) {
    return new ArrayFlow(batching.withWorkers(count), ignoreClassSplit);
  }

  /** Saves every picture that is made, as {@link Flow#saveToDir(Path, String, String)}. */
  public ArrayFlow saveToDir(Path directory, String prefix, String format) {
    PictureSaver saver = new PictureSaver(directory, prefix, format);
    return new ArrayFlow(batching.withSaver(saver), ignoreClassSplit);
  }

  boolean ignoresClassSplit() {
    return ignoreClassSplit;
  }

  Batching batching() {
    return batching;
  }
}
