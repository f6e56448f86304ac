package io.github.markhor.metrics;

/** Whether a figure gets better by rising or by falling. */
public enum Direction {
  /** Larger is better: accuracies, correlations. */
  UP,
  /** Smaller is better: losses, errors. */
  DOWN,
  /** The metric does not say. */
  UNKNOWN
}
