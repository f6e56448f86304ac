package io.github.markhor;

import java.util.Iterator;
import java.util.List;

/**
 * Where {@code fit}, {@code evaluate} and {@code predict} take their batches from: arrays, a
 * directory of pictures, a program of the user's own. What an epoch holds depends on its number
 * alone, so that a run can be repeated and resumed.
 */
public interface BatchSource extends AutoCloseable {
  /** The number of samples of an epoch. */
  int samples();

  /** The number of samples of a batch; the last of an epoch may be smaller. */
  int batchSize();

  /** The shape of one input, without the batch: (H, W, C) for pictures. */
  Shape inputShape();

  /**
   * The shape of one label, without the batch: () for a class number; null where there are none.
   */
  Shape labelShape();

  /** The names of the classes in the order of their numbers; empty where labels are not classes. */
  default List<String> classNames() {
    return List.of();
  }

  /** The number of batches of an epoch. */
  default int batches() {
    return (int) ((samples() + (long) batchSize() - 1) / batchSize());
  }

  /**
   * The batches of an epoch, counted from 0. The caller closes every batch when it has used it, and
   * the iterator when it stops, early or not; an error while a batch is made is thrown by {@code
   * next}. Making the next batches may go on in the background meanwhile.
   */
  Batches epoch(int epoch);

  /** Stops what runs in the background and frees what is held; twice is no error. */
  @Override
  default void close() {}

  /** The batches of one epoch. */
  interface Batches extends Iterator<Batch>, AutoCloseable {
    @Override
    default void close() {}
  }
}
