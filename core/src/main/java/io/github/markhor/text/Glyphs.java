package io.github.markhor.text;

import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Lines of tables and bars, and what is left out, for outputs that have them and for those that
 * have ASCII alone.
 */
public final class Glyphs {
  private static final String LINES = "━─┃│┏┳┓┡╇┩├┼┤└┴┘…";
  private static final String ASCII = "=-||++++++++++++~";

  private Glyphs() {}

  /** The text as an output can show it: with ASCII in place of lines where it lacks these. */
  public static String shownBy(PrintStream out, String text) {
    return shownIn(charset(out), text);
  }

  static String shownIn(Charset charset, String text) {
    if (charset.newEncoder().canEncode(LINES)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      int line = LINES.indexOf(plain.charAt(i));
      if (line >= 0) {
        plain.setCharAt(i, ASCII.charAt(line));
      }
    }
    return plain.toString();
  }

  private static Charset charset(PrintStream out) {
    try {
      return (Charset) PrintStream.class.getMethod("charset").invoke(out);
    } catch (ReflectiveOperationException before18) {
      // The default charset is the terminal's, but where the JVM found the terminal to have
      // another.
      String ofTerminal = System.getProperty("sun.stdout.encoding");
      return ofTerminal != null && Charset.isSupported(ofTerminal)
          ? Charset.forName(ofTerminal)
          : Charset.defaultCharset();
    }
  }
}
