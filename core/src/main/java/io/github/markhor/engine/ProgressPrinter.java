package io.github.markhor.engine;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.Plan;
import io.github.markhor.text.ProgressBar;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Prints the progress of training, as Keras does: a progress bar on a terminal, elsewhere one line
 * for each epoch. Where no logging library takes what else a user should know, prints that too.
 */
final class ProgressPrinter implements Callback {
  private final PrintStream out;
  private final ProgressBar bar;
  private final DoubleSupplier waitingForData;
  private final Supplier<List<String>> notices;
  private Plan plan;
  private long epochStart;
  private int batches;

  /**
   * A printer.
   *
   * @param bar null for an output that is no terminal and shows no line twice
   * @param waitingForData the share of the epoch so far that training waited for data, 0 to 1
   * @param notices gives what else is to be printed, each once
   */
  ProgressPrinter(
      PrintStream out,
      ProgressBar bar,
      DoubleSupplier waitingForData,
      Supplier<List<String>> notices) {
    this.out = out;
    this.bar = bar;
    this.waitingForData = waitingForData;
    this.notices = notices;
  }

  @Override
  public void setParams(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void onTrainBegin() {
    printNotices();
  }

  @Override
  public void onEpochBegin(int epoch) {
    epochStart = System.nanoTime();
    batches = 0;
    if (hasBar()) {
      bar.start();
      out.println("Epoch " + (epoch + 1) + "/" + plan.epochs());
    }
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    batches = batch + 1;
    if (hasBar() && bar.isDue()) {
      bar.draw(counted(), batches, plan.steps(), parts(logs, batches >= plan.steps()));
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    List<String> parts = parts(logs, true);
    long percent = Math.round(100 * waitingForData.getAsDouble());
    if (percent > 0) {
      parts.add("- waited for data: " + percent + " %");
    }
    if (hasBar()) {
      bar.end(counted(), batches, plan.steps(), parts);
    } else {
      out.println(
          "Epoch "
              + (epoch + 1)
              + "/"
              + plan.epochs()
              + " - "
              + counted()
              + " - "
              + String.join(" ", parts));
    }
    printNotices();
  }

  @Override
  public void onTrainFailure(Throwable failure) {
    if (hasBar()) {
      bar.leave();
    }
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    printNotices();
  }

  private boolean hasBar() {
    return bar != null && plan.verbose() == 1;
  }

  private void printNotices() {
    notices.get().forEach(out::println);
  }

  private String counted() {
    return batches + "/" + plan.steps();
  }

  /** The time, and each number of the logs. */
  private List<String> parts(Map<String, Double> logs, boolean done) {
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    double each = seconds / Math.max(1, batches);
    List<String> parts = new ArrayList<>();
    parts.add(done ? time(seconds) : "ETA " + time(each * (plan.steps() - batches)));
    parts.add((hasBar() ? "" : "- ") + time(each) + "/step");
    logs.forEach((name, value) -> parts.add("- " + name + ": " + figure(value)));
    return parts;
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
