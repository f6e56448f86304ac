package io.github.markhor.engine;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.Plan;
import io.github.markhor.text.ProgressBar;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Prints the progress of training, as Keras does: a progress bar or a line for each epoch. */
final class ProgressPrinter implements Callback {
  private final PrintStream out;
  private final ProgressBar bar;
  private final DoubleSupplier waitingForData;
  private Plan plan;
  private long epochStart;
  private int batches;

  /**
   * @param waitingForData the share of the epoch so far that training waited for data, 0 to 1
   */
  ProgressPrinter(PrintStream out, DoubleSupplier waitingForData) {
    this.out = out;
    this.bar = new ProgressBar(out);
    this.waitingForData = waitingForData;
  }

  @Override
  public void setParams(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void onEpochBegin(int epoch) {
    epochStart = System.nanoTime();
    bar.start();
    batches = 0;
    out.println("Epoch " + (epoch + 1) + "/" + plan.epochs());
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    batches = batch + 1;
    if (plan.verbose() == 1 && bar.isDue()) {
      draw(logs, System.nanoTime());
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

  /** The share of the epoch that training waited for data, unless it rounds to 0. */
  private String waiting() {
    long percent = Math.round(100 * waitingForData.getAsDouble());
    return percent == 0 ? "" : " - waited for data: " + percent + " %";
  }

  private void draw(Map<String, Double> logs, long now) {
    double seconds = (now - epochStart) / 1e9;
    double each = seconds / Math.max(1, batches);
    boolean done = batches >= plan.steps();
    String left = done ? time(seconds) : "ETA " + time(each * (plan.steps() - batches));
    String line =
        batches
            + "/"
            + plan.steps()
            + " "
            + ProgressBar.bar(batches, plan.steps())
            + " "
            + left
            + " "
            + time(each)
            + "/step"
            + figures(logs);
    bar.draw(line);
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
