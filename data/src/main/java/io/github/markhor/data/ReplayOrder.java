package io.github.markhor.data;

/**
 * How Keras's iterator is asked for batches, where a generator repeats its batches: the order of
 * all epochs but the first depends on it.
 */
public enum ReplayOrder {
  /** One after the other, by {@code next(iterator)}. The default. */
  NEXT,
  /** By number, {@code iterator[i]}, with {@code on_epoch_end()} after each epoch. */
  INDEX
}
