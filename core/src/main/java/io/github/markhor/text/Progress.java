package io.github.markhor.text;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Shows how far a long work is: a bar on a terminal, one line at the end elsewhere. */
public final class Progress implements AutoCloseable {
  private final PrintStream out;
  private final ProgressBar bar;
  private final String what;
  private final String unit;
  private final long total;
  private final long begin = System.nanoTime();
  private long done;

  /**
   * Begins to show on standard error.
   *
   * @param what the work, as a heading
   * @param unit what is counted
   * @param total how much there is; below 0 if that is not known
   */
  public Progress(String what, String unit, long total) {
    this.out = System.err;
    this.bar = Terminal.isThere() ? new ProgressBar(out) : null;
    this.what = what;
    this.unit = unit;
    this.total = total;
  }

  /** Adds what has been done since the last call. */
  public void add(long count) {
    done += count;
    if (bar != null && bar.isDue()) {
      draw();
    }
  }

  private void draw() {
    bar.draw(what, done, total, List.of(amount()));
  }

  private String amount() {
    return (total > 0 ? done + "/" + total : String.valueOf(done)) + " " + unit;
  }

  @Override
  public void close() {
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (bar != null) {
      bar.end(what, done, total, List.of(amount()));
    } else {
      out.println(what + ": " + amount() + String.format(Locale.ROOT, " in %.1f s", seconds));
    }
  }
}
