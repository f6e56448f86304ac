package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.source.BatchSource;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether probabilities mean what they say: of the samples that a model calls likely by 80 %, are
 * 80 % so? A reliability diagram, with the expected calibration error. Bins are of equal width, a
 * probability at their border belongs to the lower one, and empty ones are left out, as
 * scikit-learn's {@code calibration_curve} does. Immutable.
 *
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.calibration.calibration_curve.html">scikit-learn:
 *     calibration_curve</a>
 */
public final class Calibration implements Figure {
  private static final int DEFAULT_BINS = 10;

  /**
   * Samples of similar probability.
   *
   * @param from the least probability of the bin
   * @param to the largest
   * @param probability the mean of the samples' probabilities
   * @param share the share of those that are so
   * @param count the number of samples
   */
  public record Bin(double from, double to, double probability, double share, int count) {}

  private final String title;
  private final List<Bin> bins;

  private Calibration(String title, boolean[] truths, double[] probabilities, int bins) {
    this.title = title;
    Require.positive("bins", bins);
    int[] count = new int[bins];
    int[] positive = new int[bins];
    double[] sum = new double[bins];
    for (int i = 0; i < truths.length; i++) {
      double p = probabilities[i];
      if (!(p >= 0 && p <= 1 + 1e-6)) {
        throw new IllegalArgumentException(
            "Expected probabilities from 0 to 1, as softmax and sigmoid give. Received: "
                + p
                + " for sample "
                + i);
      }
      int bin = 0;
      while (bin + 1 < bins && p > border(bin + 1, bins)) {
        bin++;
      }
      count[bin]++;
      positive[bin] += truths[i] ? 1 : 0;
      sum[bin] += p;
    }
    List<Bin> filled = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      if (count[bin] > 0) {
        filled.add(
            new Bin(
                border(bin, bins),
                border(bin + 1, bins),
                sum[bin] / count[bin],
                (double) positive[bin] / count[bin],
                count[bin]));
      }
    }
    this.bins = List.copyOf(filled);
  }

  private static double border(int number, int bins) {
    return number * (1.0 / bins);
  }

  /** How often the predicted class is right, by its probability, in ten bins. */
  public static Calibration of(Evaluation evaluation) {
    return of(evaluation, DEFAULT_BINS);
  }

  /** How often the predicted class is right, by its probability. */
  public static Calibration of(Evaluation evaluation, int bins) {
    Require.notNull("evaluation", evaluation);
    boolean[] right = new boolean[evaluation.size()];
    double[] confidence = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = evaluation.isRight(i);
      confidence[i] = evaluation.score(i, evaluation.predicted(i));
    }
    return new Calibration("Predicted class", right, confidence, bins);
  }

  /** How often a sample is of one class, by that class's probability. */
  public static Calibration of(Evaluation evaluation, String className, int bins) {
    Require.notNull("evaluation", evaluation);
    int number = evaluation.classNumber(className);
    return new Calibration(className, evaluation.isOf(number), evaluation.scores(number), bins);
  }

  /** Goes through a source once, as {@link Evaluation#of(Model, BatchSource)} says. */
  public static Calibration of(Model model, BatchSource source) {
    return of(Evaluation.of(model, source));
  }

  /** The bins that hold samples, the least probability first. */
  public List<Bin> bins() {
    return bins;
  }

  /**
   * The expected calibration error: the mean distance of probability and share, each bin counting
   * by its samples. See <a href="https://arxiv.org/abs/1706.04599">Guo et al., 2017</a>.
   */
  public double expectedError() {
    double sum = 0;
    int count = 0;
    for (Bin bin : bins) {
      sum += bin.count() * Math.abs(bin.probability() - bin.share());
      count += bin.count();
    }
    return sum / count;
  }

  private UnitPlot plot() {
    UnitPlot plot =
        new UnitPlot("Calibration: " + title, "mean probability", "share that is so")
            .dashed("perfectly calibrated", new double[] {0, 1}, new double[] {0, 1});
    bins.forEach(bin -> plot.bar(bin.from(), bin.to(), bin.share()));
    plot.line(
        String.format(Locale.ROOT, "expected calibration error %.4f", expectedError()),
        Palette.series(0),
        bins.stream().mapToDouble(Bin::probability).toArray(),
        bins.stream().mapToDouble(Bin::share).toArray());
    bins.forEach(bin -> plot.dot(null, Palette.series(0), bin.probability(), bin.share()));
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

  /** Draws a reliability diagram. */
  @Override
  public void draw(Graphics2D graphics) {
    plot().draw(graphics);
  }
}
