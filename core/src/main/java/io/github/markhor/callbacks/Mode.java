package io.github.markhor.callbacks;

/** Whether a monitored number should fall or rise. */
public enum Mode {
  /** As the metric or loss says: losses and errors should fall, accuracies and the like rise. */
  AUTO,
  MIN,
  MAX
}
