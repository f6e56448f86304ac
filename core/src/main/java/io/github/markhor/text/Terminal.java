package io.github.markhor.text;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What is known of the window that a program prints to. */
public final class Terminal {
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Whether a person sees the output as it comes; false for a pipe or a file. */
  public static boolean isThere() {
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

  /** The characters of a line: COLUMNS of the environment, else what the terminal says, else 80. */
  public static int columns() {
    int set = positive(System.getenv("COLUMNS"));
    if (set > 0) {
      return set;
    }
    int asked = isThere() ? askStty() : 0;
    return asked > 0 ? asked : USUAL_COLUMNS;
  }

  /** The second number of {@code stty size}, or 0 where there is no such program. */
  private static int askStty() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return 0;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
        return 0;
      }
      String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return positive(text.substring(text.indexOf(' ') + 1));
    } catch (IOException none) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int positive(String text) {
    String digits = text == null ? "" : text.strip();
    return digits.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(digits) : 0;
  }
}
