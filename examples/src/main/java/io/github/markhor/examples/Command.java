package io.github.markhor.examples;

import io.github.markhor.data.PictureException;
import io.github.markhor.file.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs an example from the command line. */
final class Command {
  private Command() {}

  /** What an example does. */
  interface Body {
    void run() throws IOException;
  }

  /**
   * Runs it; what the user can mend is said in a sentence, without a stack trace, and exits with 2.
   */
  static void run(Body body) {
    try {
      body.run();
    } catch (IllegalArgumentException
        | PictureException
        | ModelFileException
        | UncheckedIOException
        | IOException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    }
  }
}
