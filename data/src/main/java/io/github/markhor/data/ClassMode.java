package io.github.markhor.data;

/** What the labels of a directory's pictures look like, as Keras's {@code class_mode}. */
public enum ClassMode {
  /** One-hot rows, (n, classes): for categorical cross-entropy. The default. */
  CATEGORICAL,
  /** 0 or 1, (n,): exactly two classes. */
  BINARY,
  /** Class numbers, (n,): for sparse categorical cross-entropy. */
  SPARSE,
  /** The pictures themselves, (n, H, W, C): for autoencoders. */
  INPUT,
  /** No labels: for prediction. */
  NONE
}
