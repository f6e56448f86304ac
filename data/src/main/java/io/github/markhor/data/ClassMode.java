package io.github.markhor.data;

/**
 * The form of the labels of a directory's or a table's pictures, as Keras's {@code class_mode}. The
 * names in lower case are Keras's strings, which {@link Flow#classMode(String)} takes.
 */
public enum ClassMode {
  /** One-hot rows, (n, classes): for categorical cross-entropy. The default. */
  CATEGORICAL,
  /** 0 or 1, (n,): exactly two classes. */
  BINARY,
  /** Class numbers, (n,): for sparse categorical cross-entropy. */
  SPARSE,
  /** The pictures themselves, (n, H, W, C): for autoencoders. */
  INPUT,
  /** Of a table, the numbers of a column, (n,), or of several columns, (n, columns). */
  RAW,
  /**
   * Of a table, the numbers of each column as labels of their own, for models of several outputs.
   */
  MULTI_OUTPUT,
  /** No labels: for prediction. */
  NONE
}
