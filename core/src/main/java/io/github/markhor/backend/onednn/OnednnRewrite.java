package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Switchable;

/** The rewrites that only this backend makes, and that a user can switch off. */
public enum OnednnRewrite implements Switchable {
  /**
   * The gradients of a convolution that max-pooling follows are computed from the few pixels that
   * have a gradient; the zeros between them are never written.
   */
  SPARSE_POOLING_GRADIENT,
  /** All operations before the dense layers are computed in slices of the batch, micro-batches. */
  SLICES
}
