package io.github.markhor.callbacks;

/** Which way a monitored number should go. */
public enum Mode {
  /** As its name says: losses and errors down, accuracies and the like up. */
  AUTO,
  MIN,
  MAX
}
