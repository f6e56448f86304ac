package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.source.BatchSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The receiver operating characteristic of one class against the others: the true positive rate
 * over the false positive rate at each threshold, and the area below. Equal scores are one
 * threshold; the points are those of scikit-learn's {@code roc_curve}, which leaves out those on a
 * straight line between two others. Immutable.
 *
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_curve.html">scikit-learn:
 *     roc_curve</a>
 */
public final class RocCurve implements Figure {
  private final String name;
  private final double[] thresholds;
  private final double[] falsePositiveRates;
  private final double[] truePositiveRates;

  private RocCurve(String name, RankedScores ranked) {
    if (ranked.positives() == 0 || ranked.negatives() == 0) {
      throw new IllegalArgumentException(
          "Expected samples of the class and others, for a curve of "
              + name
              + ". Received: "
              + ranked.positives()
              + " of it and "
              + ranked.negatives()
              + " others");
    }
    this.name = name;
    int n = ranked.thresholds.length;
    double[] at = new double[n + 1];
    double[] fpr = new double[n + 1];
    double[] tpr = new double[n + 1];
    at[0] = Double.POSITIVE_INFINITY;
    int kept = 1;
    for (int i = 0; i < n; i++) {
      if (i + 1 < n && i > 0 && isStraight(ranked, i)) {
        continue;
      }
      at[kept] = ranked.thresholds[i];
      fpr[kept] = (double) ranked.falsePositives[i] / ranked.negatives();
      tpr[kept] = (double) ranked.truePositives[i] / ranked.positives();
      kept++;
    }
    thresholds = Arrays.copyOf(at, kept);
    falsePositiveRates = Arrays.copyOf(fpr, kept);
    truePositiveRates = Arrays.copyOf(tpr, kept);
  }

  /** Whether the steps to the threshold and from it go in the same numbers. */
  private static boolean isStraight(RankedScores ranked, int i) {
    int[] f = ranked.falsePositives;
    int[] t = ranked.truePositives;
    return f[i] - f[i - 1] == f[i + 1] - f[i] && t[i] - t[i - 1] == t[i + 1] - t[i];
  }

  /** The curve of the second of two classes. */
  public static RocCurve of(Evaluation evaluation) {
    Require.notNull("evaluation", evaluation);
    return of(evaluation, OneVersusRest.positiveClass(evaluation));
  }

  /** The curve of one class against all others. */
  public static RocCurve of(Evaluation evaluation, String className) {
    Require.notNull("evaluation", evaluation);
    return of(evaluation, evaluation.classNumber(className));
  }

  private static RocCurve of(Evaluation evaluation, int number) {
    return of(
        evaluation.classNames().get(number), evaluation.isOf(number), evaluation.scores(number));
  }

  /** Goes through a source of two classes once, as {@link Evaluation} does. */
  public static RocCurve of(Model model, BatchSource source) {
    return of(Evaluation.of(model, source));
  }

  /**
   * The curve of scores.
   *
   * @param name what is positive
   * @param truths whether each sample is positive
   * @param scores larger for what is more likely positive
   * @throws IllegalArgumentException if all are positive, or none
   */
  public static RocCurve of(String name, boolean[] truths, double[] scores) {
    return new RocCurve(name, new RankedScores(truths, scores));
  }

  /** A curve for each class against the others; of two classes for the second alone. */
  public static List<RocCurve> all(Evaluation evaluation) {
    Require.notNull("evaluation", evaluation);
    return OneVersusRest.each(evaluation, number -> of(evaluation, number));
  }

  /** Several curves in one picture; of more than ten the five smallest areas have names. */
  public static Figure together(List<RocCurve> curves) {
    List<RocCurve> all = Require.noneNull("curves", curves);
    UnitPlot plot = plot(all.size() == 1 ? "ROC curve" : "ROC curves, each class against the rest");
    OneVersusRest.draw(plot, all, RocCurve::auc, RocCurve::add);
    return plot;
  }

  private static final double[] DIAGONAL = {0, 1};

  private static UnitPlot plot(String title) {
    return new UnitPlot(title, "false positive rate", "true positive rate")
        .dashed("guessing: AUC 0.500", DIAGONAL, DIAGONAL);
  }

  private static void add(UnitPlot plot, RocCurve curve, boolean isNamed, Color colour) {
    String legend = isNamed ? curve.legend() : null;
    plot.line(legend, colour, curve.falsePositiveRates, curve.truePositiveRates);
  }

  private String legend() {
    return String.format(Locale.ROOT, "AUC %.3f  %s", auc(), name);
  }

  /** The class that is positive. */
  public String name() {
    return name;
  }

  /** The thresholds, falling; the first is infinite: nothing is positive. A copy. */
  public double[] thresholds() {
    return thresholds.clone();
  }

  /** For each threshold the share of negative samples at it or above; a copy. */
  public double[] falsePositiveRates() {
    return falsePositiveRates.clone();
  }

  /** For each threshold the share of positive samples at it or above, the recall; a copy. */
  public double[] truePositiveRates() {
    return truePositiveRates.clone();
  }

  /** The area under the curve, by trapezoids: 1 for a perfect ranking, 0.5 for guessing. */
  public double auc() {
    double area = 0;
    for (int i = 1; i < thresholds.length; i++) {
      area +=
          (falsePositiveRates[i] - falsePositiveRates[i - 1])
              * (truePositiveRates[i] + truePositiveRates[i - 1])
              / 2;
    }
    return area;
  }

  /** The place of the largest difference of both rates, Youden's J; the first of equal ones. */
  private int best() {
    int best = 0;
    for (int i = 1; i < thresholds.length; i++) {
      double difference = truePositiveRates[i] - falsePositiveRates[i];
      if (difference > truePositiveRates[best] - falsePositiveRates[best] + 1e-12) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The threshold at which the true positive rate is furthest above the false positive rate
   * (Youden's J): samples of that score or more are positive. Infinite where no threshold is better
   * than none.
   */
  public double bestThreshold() {
    return thresholds[best()];
  }

  private UnitPlot plot() {
    int best = best();
    UnitPlot plot =
        plot("ROC curve: " + name)
            .line(legend(), Palette.series(0), falsePositiveRates, truePositiveRates);
    if (best > 0) {
      plot.dot(
          String.format(Locale.ROOT, "best threshold (Youden): %.4g", bestThreshold()),
          Palette.series(1),
          falsePositiveRates[best],
          truePositiveRates[best]);
    }
    return plot;
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
