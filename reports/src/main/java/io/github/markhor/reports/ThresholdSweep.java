package io.github.markhor.reports;

import io.github.markhor.config.Require;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How well two classes are told apart at several thresholds: a sample is of the second class if its
 * score is larger than the threshold, as for Keras's {@code BinaryAccuracy}. Immutable.
 */
public final class ThresholdSweep implements Figure {
  /**
   * One threshold and what comes of it; precision and F1 are 0 where nothing is larger.
   *
   * @param threshold larger scores are positive
   */
  public record Row(
      double threshold, double accuracy, double precision, double recall, double f1) {}

  private final String name;
  private final List<Row> rows;

  private ThresholdSweep(String name, List<Row> rows) {
    this.name = name;
    this.rows = rows;
  }

  /** The thresholds 0.05, 0.1, and so on to 0.95. */
  public static ThresholdSweep of(Evaluation evaluation) {
    double[] thresholds = new double[19];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = (i + 1) / 20.0;
    }
    return of(evaluation, thresholds);
  }

  /**
   * Thresholds of one's own, in the order in which they are to be listed.
   *
   * @throws IllegalArgumentException if there are none, or more or fewer than two classes
   */
  public static ThresholdSweep of(Evaluation evaluation, double... thresholds) {
    Require.notNull("evaluation", evaluation);
    int positive = OneVersusRest.positiveClass(evaluation);
    if (thresholds.length == 0) {
      throw new IllegalArgumentException("Expected at least one threshold. Received: none");
    }
    List<Row> rows = new ArrayList<>();
    for (double threshold : thresholds) {
      rows.add(row(evaluation, positive, Require.finite("threshold", threshold)));
    }
    return new ThresholdSweep(evaluation.classNames().get(positive), List.copyOf(rows));
  }

  private static Row row(Evaluation evaluation, int positive, double threshold) {
    int right = 0;
    int both = 0;
    int predicted = 0;
    int truths = 0;
    for (int i = 0; i < evaluation.size(); i++) {
      // Compared as the float32 that a metric of the model compares.
      boolean says = (float) evaluation.score(i, positive) > (float) threshold;
      boolean is = evaluation.truth(i) == positive;
      right += says == is ? 1 : 0;
      both += says && is ? 1 : 0;
      predicted += says ? 1 : 0;
      truths += is ? 1 : 0;
    }
    return new Row(
        threshold,
        share(right, evaluation.size()),
        share(both, predicted),
        share(both, truths),
        share(2 * both, predicted + truths));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** The thresholds in the order in which they were given. */
  public List<Row> rows() {
    return rows;
  }

  /** The threshold of the largest accuracy; of equal ones the first. */
  public Row best() {
    Row best = rows.get(0);
    for (Row row : rows) {
      best = row.accuracy() > best.accuracy() ? row : best;
    }
    return best;
  }

  /** A table with a line for each threshold, the best of them marked. */
  public String table() {
    StringBuilder text = new StringBuilder();
    String format = "%9s  %8s  %9s  %6s  %6s%s%n";
    text.append(
        String.format(
            Locale.ROOT, format, "threshold", "accuracy", "precision", "recall", "f1", ""));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              format,
              String.format(Locale.ROOT, "%.4g", row.threshold()),
              ClassificationReport.number(row.accuracy()),
              ClassificationReport.number(row.precision()),
              ClassificationReport.number(row.recall()),
              ClassificationReport.number(row.f1()),
              row.equals(best()) ? "  best" : ""));
    }
    return text.toString();
  }

  /** The {@link #table}. */
  @Override
  public String toString() {
    return table();
  }

  private UnitPlot plot() {
    Row best = best();
    List<Row> drawn =
        rows.stream()
            .filter(row -> row.threshold() >= 0 && row.threshold() <= 1)
            .sorted((a, b) -> Double.compare(a.threshold(), b.threshold()))
            .toList();
    double[] x = drawn.stream().mapToDouble(Row::threshold).toArray();
    UnitPlot plot = new UnitPlot("Thresholds: " + name, "threshold", "share");
    plot.line("recall", Palette.series(2), x, values(drawn, Row::recall));
    plot.line("precision", Palette.series(3), x, values(drawn, Row::precision));
    plot.line("accuracy", Palette.series(0), x, values(drawn, Row::accuracy));
    if (best.threshold() >= 0 && best.threshold() <= 1) {
      plot.dot(
          String.format(
              Locale.ROOT, "best accuracy %.3f at %.4g", best.accuracy(), best.threshold()),
          Palette.series(1),
          best.threshold(),
          best.accuracy());
    }
    return plot;
  }

  private static double[] values(List<Row> rows, ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  @Override
  public int width() {
    return plot().width();
  }

  @Override
  public int height() {
    return plot().height();
  }

  /** Draws accuracy, precision and recall over the thresholds from 0 to 1. */
  @Override
  public void draw(Graphics2D graphics) {
    plot().draw(graphics);
  }
}
