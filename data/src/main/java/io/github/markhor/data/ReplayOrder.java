package io.github.markhor.data;

/**
 * The way in which Keras's iterator is asked for batches, where a generator repeats its batches.
 * The order of all epochs but the first depends on it.
 */
public enum ReplayOrder {
  /** One after the other, by {@code next(iterator)}. The default. */
  NEXT,
  /** By number, {@code iterator[i]}, with {@code on_epoch_end()} after each epoch. */
  INDEX
}
