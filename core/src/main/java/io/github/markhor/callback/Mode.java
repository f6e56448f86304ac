package io.github.markhor.callback;

/** Which way a monitored number should go. */
public enum Mode {
  /** As its name says: losses and errors down, accuracies and the like up. */
  AUTO,
  MIN,
  MAX
}
