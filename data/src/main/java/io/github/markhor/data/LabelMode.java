package io.github.markhor.data;

/** What the labels of {@link ImageDataset} look like, as Keras's {@code label_mode}. */
public enum LabelMode {
  /** Class numbers, (n,). The default. */
  INT,
  /** One-hot rows, (n, classes). */
  CATEGORICAL,
  /** 0 or 1, (n, 1): exactly two classes. */
  BINARY,
  /** No labels. */
  NONE
}
