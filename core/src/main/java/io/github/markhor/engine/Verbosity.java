package io.github.markhor.engine;

import io.github.markhor.text.Terminal;

/** Decides how much {@code fit} prints. */
final class Verbosity {
  private Verbosity() {}

  /** 0, 1 or 2; from -1, a bar on a terminal and a line for each epoch elsewhere. */
  static int of(int verbose) {
    return verbose >= 0 ? verbose : Terminal.isThere() ? 1 : 2;
  }
}
