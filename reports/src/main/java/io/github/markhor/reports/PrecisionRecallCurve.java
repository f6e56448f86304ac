package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.source.BatchSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;

/**
 * Precision over recall of one class against the others at each threshold, and the average
 * precision. Equal scores are one threshold; the points are those of scikit-learn's {@code
 * precision_recall_curve}. Immutable.
 *
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_curve.html">scikit-learn:
 *     precision_recall_curve</a>
 */
public final class PrecisionRecallCurve implements Figure {

  private final String name;
  private final double share;
  private final double[] thresholds;
  private final double[] precisions;
  private final double[] recalls;

  private PrecisionRecallCurve(String name, RankedScores ranked) {
    if (ranked.positives() == 0) {
      throw new IllegalArgumentException(
          "Expected samples of the class, for a curve of " + name + ". Received: none");
    }
    this.name = name;
    int n = ranked.thresholds.length;
    share = (double) ranked.positives() / (ranked.positives() + ranked.negatives());
    thresholds = new double[n];
    precisions = new double[n + 1];
    recalls = new double[n + 1];
    precisions[n] = 1;
    for (int i = 0; i < n; i++) {
      int positive = ranked.truePositives[i];
      int to = n - 1 - i;
      thresholds[to] = ranked.thresholds[i];
      precisions[to] = (double) positive / (positive + ranked.falsePositives[i]);
      recalls[to] = (double) positive / ranked.positives();
    }
  }

  /** The curve of the second of two classes. */
  public static PrecisionRecallCurve of(Evaluation evaluation) {
    Require.notNull("evaluation", evaluation);
    return of(evaluation, OneVersusRest.positiveClass(evaluation));
  }

  /** The curve of one class against all others. */
  public static PrecisionRecallCurve of(Evaluation evaluation, String className) {
    Require.notNull("evaluation", evaluation);
    return of(evaluation, evaluation.classNumber(className));
  }

  private static PrecisionRecallCurve of(Evaluation evaluation, int number) {
    return of(
        evaluation.classNames().get(number), evaluation.isOf(number), evaluation.scores(number));
  }

  /** Goes through a source of two classes once, as {@link Evaluation} does. */
  public static PrecisionRecallCurve of(Model model, BatchSource source) {
    return of(Evaluation.of(model, source));
  }

  /**
   * The curve of scores.
   *
   * @param name what is positive
   * @param truths whether each sample is positive
   * @param scores larger for what is more likely positive
   * @throws IllegalArgumentException if none is positive
   */
  public static PrecisionRecallCurve of(String name, boolean[] truths, double[] scores) {
    return new PrecisionRecallCurve(name, new RankedScores(truths, scores));
  }

  /** A curve for each class against the others; of two classes for the second alone. */
  public static List<PrecisionRecallCurve> all(Evaluation evaluation) {
    Require.notNull("evaluation", evaluation);
    return OneVersusRest.each(evaluation, number -> of(evaluation, number));
  }

  /** Several curves in one picture; of more than ten the five least precise have names. */
  public static Figure together(List<PrecisionRecallCurve> curves) {
    List<PrecisionRecallCurve> all = Require.noneNull("curves", curves);
    UnitPlot plot =
        plot(
            all.size() == 1
                ? "Precision-recall curve"
                : "Precision-recall curves, each class against the rest");
    OneVersusRest.draw(
        plot,
        all,
        PrecisionRecallCurve::averagePrecision,
        (on, curve, isNamed, colour) -> curve.addTo(on, isNamed ? curve.legend() : null, colour));
    return plot;
  }

  private static UnitPlot plot(String title) {
    return new UnitPlot(title, "recall", "precision");
  }

  /** Adds the curve as steps: between two points the precision is that of the larger recall. */
  private void addTo(UnitPlot plot, String legend, Color colour) {
    double[] x = new double[2 * recalls.length - 1];
    double[] y = new double[x.length];
    for (int i = 0; i < recalls.length; i++) {
      x[2 * i] = recalls[i];
      y[2 * i] = precisions[i];
      if (i + 1 < recalls.length) {
        x[2 * i + 1] = recalls[i + 1];
        y[2 * i + 1] = precisions[i];
      }
    }
    plot.line(legend, colour, x, y);
  }

  private String legend() {
    return String.format(Locale.ROOT, "AP %.3f  %s", averagePrecision(), name);
  }

  /** The class that is positive. */
  public String name() {
    return name;
  }

  /** The thresholds, rising; a copy. */
  public double[] thresholds() {
    return thresholds.clone();
  }

  /** The precision at each threshold, and 1 at the end, where nothing is positive; a copy. */
  public double[] precisions() {
    return precisions.clone();
  }

  /** The recall at each threshold, and 0 at the end, where nothing is positive; a copy. */
  public double[] recalls() {
    return recalls.clone();
  }

  /** The mean of precisions, each weighted by the recall that its threshold adds. */
  public double averagePrecision() {
    double sum = 0;
    for (int i = 0; i < thresholds.length; i++) {
      sum += (recalls[i] - recalls[i + 1]) * precisions[i];
    }
    return sum;
  }

  private double f1(int i) {
    double sum = precisions[i] + recalls[i];
    return sum == 0 ? 0 : 2 * precisions[i] * recalls[i] / sum;
  }

  /** The place of the largest F1; of equal ones that of the largest threshold. */
  private int best() {
    int best = thresholds.length - 1;
    for (int i = thresholds.length - 2; i >= 0; i--) {
      best = f1(i) > f1(best) + 1e-12 ? i : best;
    }
    return best;
  }

  /** The threshold of the largest F1: samples of that score or more are positive. */
  public double bestThreshold() {
    return thresholds[best()];
  }

  /** The largest F1 that a threshold gives. */
  public double bestF1() {
    return f1(best());
  }

  private UnitPlot plot() {
    int best = best();
    UnitPlot plot =
        plot("Precision-recall curve: " + name)
            .dashed(
                String.format(Locale.ROOT, "guessing: AP %.3f", share),
                new double[] {0, 1},
                new double[] {share, share});
    addTo(plot, legend(), Palette.series(0));
    return plot.dot(
        String.format(Locale.ROOT, "best threshold: %.4g, F1 %.3f", thresholds[best], f1(best)),
        Palette.series(1),
        recalls[best],
        precisions[best]);
  }

  @Override
  public int width() {
    return plot().width();
  }

  @Override
  public int height() {
    return plot().height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    plot().draw(graphics);
  }
}
