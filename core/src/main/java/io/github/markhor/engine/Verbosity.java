package io.github.markhor.engine;

import java.io.Console;

/** Decides how much {@code fit} prints. */
final class Verbosity {
  private Verbosity() {}

  /** 0, 1 or 2; from -1, a bar on a terminal and a line for each epoch elsewhere. */
  static int of(int verbose) {
    return verbose >= 0 ? verbose : onTerminal() ? 1 : 2;
  }

  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there may be a console without a terminal, and a method that tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException unexpected) {
      return false;
    }
  }
}
