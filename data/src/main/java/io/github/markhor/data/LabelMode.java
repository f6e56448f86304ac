package io.github.markhor.data;

/**
 * The form of the labels of an {@link ImageDataset}, as Keras's {@code label_mode}. The names in
 * lower case are Keras's strings, which {@link ImageDatasetOptions#labelMode(String)} takes.
 */
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
