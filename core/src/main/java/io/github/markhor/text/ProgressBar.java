package io.github.markhor.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A line on a terminal that is drawn again and again, with a bar in it. It never is longer than the
 * terminal's lines, because what wraps cannot be drawn over. It remembers when it was drawn, so
 * that it is not drawn more often than an eye can follow, and how long it was, so that a shorter
 * line wipes a longer one.
 */
public final class ProgressBar {
  private static final int WIDTH = 20;
  private static final int LEAST_WIDTH = 8;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long ASK_NANOS = 2_000_000_000;

  /** The bar whose line is not ended; others that print begin a line of their own. */
  private static ProgressBar open;

  private final PrintStream out;
  private final IntSupplier terminal;
  private int columns;
  private long asked;
  private long lastDrawn;
  private int lastLength;

  /** A bar as wide as the terminal allows. */
  public ProgressBar(PrintStream out) {
    this(out, Terminal::columns);
  }

  /**
   * A bar.
   *
   * @param terminal the characters of a line of the terminal
   */
  public ProgressBar(PrintStream out, IntSupplier terminal) {
    this.out = out;
    this.terminal = terminal;
    start();
  }

  /** Begins a new line, which is due for the first time in a tenth of a second. */
  public void start() {
    lastDrawn = System.nanoTime();
    lastLength = 0;
    // A window may be resized meanwhile, but asking for its size may start a process.
    if (columns == 0 || lastDrawn - asked > ASK_NANOS) {
      asked = lastDrawn;
      columns = terminal.getAsInt();
    }
  }

  /** Whether the line was drawn at least a tenth of a second ago. */
  public boolean isDue() {
    return System.nanoTime() - lastDrawn >= REDRAW_NANOS;
  }

  /**
   * Draws the line in place of what it was, with as much as fits.
   *
   * @param head before the bar
   * @param total below 1 for no bar
   * @param tail behind it, the most important first
   */
  public void draw(String head, long done, long total, List<String> tail) {
    print(line(head, done, total, tail, columns - 1));
  }

  /** Draws the line for the last time, and ends it; what does not fit stands in lines below. */
  public void end(String head, long done, long total, List<String> tail) {
    int fit = columns - 1;
    List<String> rest = new ArrayList<>(tail);
    List<String> first = new ArrayList<>();
    int width = total < 1 ? 0 : WIDTH + 1;
    int used = head.length() + width;
    while (!rest.isEmpty() && used + 1 + rest.get(0).length() <= fit) {
      used += 1 + rest.get(0).length();
      first.add(rest.remove(0));
    }
    print(line(head, done, total, first, fit));
    out.println();
    StringBuilder below = new StringBuilder();
    for (String part : rest) {
      if (below.length() > 0 && below.length() + 1 + part.length() > fit) {
        out.println(below);
        below.setLength(0);
      }
      below.append(below.length() == 0 ? "  " : " ").append(part);
    }
    if (below.length() > 0) {
      out.println(below);
    }
    close(this);
  }

  /** Begins a new line if one is being drawn: the work has failed, and an error is printed next. */
  public void leave() {
    synchronized (ProgressBar.class) {
      if (open == this) {
        out.println();
        open = null;
      }
    }
  }

  private void print(String line) {
    lastDrawn = System.nanoTime();
    synchronized (ProgressBar.class) {
      out.print(
          "\r" + Glyphs.shownBy(out, line) + " ".repeat(Math.max(0, lastLength - line.length())));
      out.flush();
      lastLength = line.length();
      open = this;
    }
  }

  private static synchronized void close(ProgressBar bar) {
    if (open == bar) {
      open = null;
    }
  }

  /** Wipes a line that is being drawn, so that another can be printed in its place. */
  static synchronized void wipe() {
    if (open != null) {
      open.out.print("\r" + " ".repeat(open.lastLength) + "\r");
      open.out.flush();
      open.lastLength = 0;
      open = null;
    }
  }

  /** A shorter bar makes room, then what stands last goes, then the bar, then all but the start. */
  static String line(String head, long done, long total, List<String> tail, int columns) {
    int width = total < 1 ? 0 : WIDTH;
    List<String> parts = new ArrayList<>(tail);
    int length = head.length() + parts.stream().mapToInt(part -> part.length() + 1).sum();
    while (width > 0 && length + 1 + LEAST_WIDTH > columns && !parts.isEmpty()) {
      length -= parts.remove(parts.size() - 1).length() + 1;
    }
    width = Math.min(width, columns - length - 1);
    String bar = width < LEAST_WIDTH ? "" : " " + bar(done, total, width);
    String line = head + bar + (parts.isEmpty() ? "" : " " + String.join(" ", parts));
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }

  /** The bar itself: how much of a total is done. */
  static String bar(long done, long total, int width) {
    int filled = (int) Math.min(width, width * done / Math.max(1, total));
    return "━".repeat(filled) + "─".repeat(width - filled);
  }
}
