package io.github.markhor.data;

import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a long work is: a bar on a terminal, one line at the end elsewhere. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean bar;
  private final String what;
  private final String unit;
  private final long total;
  private final long begin = System.nanoTime();
  private long done;
  private long drawn;

  /**
   * Begins to show.
   *
   * @param what the work, as a heading
   * @param unit what is counted
   * @param total how much there is; below 0 if that is not known
   */
  Progress(String what, String unit, long total) {
    this(System.err, System.console() != null, what, unit, total);
  }

  Progress(PrintStream out, boolean bar, String what, String unit, long total) {
    this.out = out;
    this.bar = bar;
    this.what = what;
    this.unit = unit;
    this.total = total;
  }

  /** So much more is done. */
  void add(long count) {
    done += count;
    if (bar && System.nanoTime() - drawn > REDRAW_NANOS) {
      drawn = System.nanoTime();
      draw();
    }
  }

  private void draw() {
    String line = what + " ";
    if (total > 0) {
      int filled = (int) Math.min(WIDTH, WIDTH * done / total);
      line += "━".repeat(filled) + "─".repeat(WIDTH - filled) + " ";
    }
    out.print("\r" + line + amount() + " ");
    out.flush();
  }

  private String amount() {
    return (total > 0 ? done + "/" + total : String.valueOf(done)) + " " + unit;
  }

  @Override
  public void close() {
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (bar) {
      draw();
      out.println();
    } else {
      out.println(what + ": " + amount() + String.format(Locale.ROOT, " in %.1f s", seconds));
    }
  }
}
