package io.github.markhor.data;

import java.util.Set;

/**
 * The part of its samples that a source takes: the first share validates, the rest trains.
 *
 * @param share the generator's {@code validationSplit}
 * @param subset null for all samples
 */
record Split(double share, Subset subset) {
  Split {
    if (subset == Subset.VALIDATION && share == 0) {
      throw new IllegalArgumentException(
          "Expected a generator with a validationSplit (validation_split) above 0 for the subset"
              + " VALIDATION. Received: "
              + share);
    }
  }

  /** The first sample of the part, of so many in all. */
  int from(int count) {
    return subset == Subset.TRAINING ? held(count) : 0;
  }

  /** The sample behind the part, of so many in all. */
  int to(int count) {
    return subset == Subset.VALIDATION ? held(count) : count;
  }

  /** The number of samples that validate, of so many in all. */
  int held(int count) {
    return (int) (share * count);
  }

  /** Whether the source takes a part of the samples. */
  boolean isPart() {
    return subset != null;
  }

  /** The part as the end of a phrase in a message; empty for all samples. */
  String phrase() {
    return subset == null ? "" : ", for the subset " + subset + " of validationSplit " + share;
  }

  /**
   * Refuses a split of samples that are sorted by class, so that whole classes are never trained.
   *
   * @param held the classes of the samples that validate
   * @param trained the classes of the samples that train
   * @param remedy what the caller can do
   */
  static void checkClasses(Set<?> held, Set<?> trained, String remedy) {
    if (!trained.containsAll(held)) {
      throw new IllegalArgumentException(
          "Expected samples of each class in the training part of a split: the samples lie sorted"
              + " by class; "
              + remedy
              + ". Received: "
              + held
              + " to validate and "
              + trained
              + " to train");
    }
  }
}
