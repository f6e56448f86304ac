package io.github.markhor.applications;

/** How feature maps (N, H, W, C) become one row of features (N, C) for each picture. */
public enum Pooling {
  /** The mean over each map. */
  AVG,
  /** The largest number of each map. */
  MAX
}
