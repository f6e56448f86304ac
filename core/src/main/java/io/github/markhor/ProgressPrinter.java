package io.github.markhor;

import io.github.markhor.callback.Callback;
import io.github.markhor.callback.Plan;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Prints how training goes, as Keras does: a bar that is redrawn, or a line for each epoch. */
final class ProgressPrinter implements Callback {
  private static final int WIDTH = 20;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final DataWait wait;
  private Plan plan;
  private long epochStart;
  private long lastDrawn;
  private int lastLength;
  private int batches;

  ProgressPrinter(PrintStream out, DataWait wait) {
    this.out = out;
    this.wait = wait;
  }

  @Override
  public void check(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void onEpochBegin(int epoch) {
    epochStart = System.nanoTime();
    lastDrawn = epochStart;
    lastLength = 0;
    batches = 0;
    out.println("Epoch " + (epoch + 1) + "/" + plan.epochs());
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    batches = batch + 1;
    long now = System.nanoTime();
    if (plan.verbose() == 1 && now - lastDrawn >= REDRAW_NANOS) {
      lastDrawn = now;
      draw(logs, now);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    long now = System.nanoTime();
    if (plan.verbose() == 1) {
      draw(logs, now);
      out.println(waiting());
    } else {
      double seconds = (now - epochStart) / 1e9;
      out.println(
          batches
              + "/"
              + plan.steps()
              + " - "
              + time(seconds)
              + " - "
              + time(seconds / Math.max(1, batches))
              + "/step"
              + figures(logs)
              + waiting());
    }
  }

  /** What of the epoch's training was waiting for data, where it is worth a word. */
  private String waiting() {
    long percent = Math.round(100 * wait.share());
    return percent == 0 ? "" : " - waited for data: " + percent + " %";
  }

  private void draw(Map<String, Double> logs, long now) {
    double seconds = (now - epochStart) / 1e9;
    int filled = (int) ((long) WIDTH * batches / Math.max(1, plan.steps()));
    double each = seconds / Math.max(1, batches);
    boolean done = batches >= plan.steps();
    String left = done ? time(seconds) : "ETA " + time(each * (plan.steps() - batches));
    String line =
        batches
            + "/"
            + plan.steps()
            + " "
            + "━".repeat(filled)
            + "─".repeat(WIDTH - filled)
            + " "
            + left
            + " "
            + time(each)
            + "/step"
            + figures(logs);
    // A shorter line must wipe what the longer one before it left.
    out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
    out.flush();
    lastLength = line.length();
  }

  private static String figures(Map<String, Double> logs) {
    StringBuilder text = new StringBuilder();
    logs.forEach(
        (name, value) -> text.append(" - ").append(name).append(": ").append(figure(value)));
    return text.toString();
  }

  private static String figure(double value) {
    boolean plain = value == 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.4e", value);
  }

  private static String time(double seconds) {
    if (seconds < 1e-3) {
      return Math.round(seconds * 1e6) + "us";
    }
    if (seconds < 1) {
      return Math.round(seconds * 1e3) + "ms";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
