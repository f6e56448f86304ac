package io.github.markhor.data;

/** A part of a source that is split by the generator's {@code validationSplit}. */
public enum Subset {
  /** The samples that do not validate. */
  TRAINING,
  /** The first share of every class's files, or of an array's rows; it is never augmented. */
  VALIDATION
}
