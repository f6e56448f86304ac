package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Switchable;

/** The rewrites that only this backend makes, and that a user can switch off. */
public enum OnednnRewrite implements Switchable {
  /**
   * The gradients of a convolution that max-pooling follows are computed from the few pixels that
   * have a gradient; the zeros between them are never written.
   */
  SPARSE_POOLING_GRADIENT,
  /**
   * Operations that treat each sample alone, as those before the dense layers do, are computed in
   * slices of the batch, also known as micro-batches.
   */
  SLICES
}
