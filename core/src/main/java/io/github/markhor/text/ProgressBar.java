package io.github.markhor.text;

import java.io.PrintStream;

/**
 * A line on a terminal that is drawn again and again, with a bar in it. It remembers when it was
 * drawn, so that it is not drawn more often than an eye can follow, and how long it was, so that a
 * shorter line wipes a longer one.
 */
public final class ProgressBar {
  private static final int WIDTH = 20;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private long lastDrawn;
  private int lastLength;

  public ProgressBar(PrintStream out) {
    this.out = out;
    start();
  }

  /** Begins a new line, which is due for the first time in a tenth of a second. */
  public void start() {
    lastDrawn = System.nanoTime();
    lastLength = 0;
  }

  /** Whether the line was drawn at least a tenth of a second ago. */
  public boolean isDue() {
    return System.nanoTime() - lastDrawn >= REDRAW_NANOS;
  }

  /** Draws the line in place of what it was. */
  public void draw(String line) {
    lastDrawn = System.nanoTime();
    out.print(
        "\r" + Glyphs.shownBy(out, line) + " ".repeat(Math.max(0, lastLength - line.length())));
    out.flush();
    lastLength = line.length();
  }

  /** The bar itself: how much of a total is done. */
  public static String bar(long done, long total) {
    int filled = (int) Math.min(WIDTH, WIDTH * done / Math.max(1, total));
    return "━".repeat(filled) + "─".repeat(WIDTH - filled);
  }
}
