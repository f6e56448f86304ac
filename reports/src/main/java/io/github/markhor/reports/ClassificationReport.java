package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.source.BatchSource;
import io.github.markhor.text.Glyphs;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Precision, recall, F1 and support of each class, their means, and the accuracy: as numbers, as a
 * text of at most 80 columns, and as a picture. The numbers are those of scikit-learn's {@code
 * classification_report} with {@code labels} for all classes. Each method that sets an option
 * returns a changed copy.
 *
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html">scikit-learn:
 *     classification_report</a>
 */
public final class ClassificationReport extends Immutable<ClassificationReport> implements Figure {
  private static final int MOST_NAME = 35;
  private static final int FONT_SIZE = 13;
  private static final int ROW = 22;
  private static final int GAP = 12;
  private static final int MOST_NAME_WIDTH = 260;
  private static final int NUMBER_WIDTH = 76;
  private static final int BAR_WIDTH = 160;

  /** What the classes can be sorted by. */
  public enum Order {
    /** The order of the classes' numbers. */
    CLASS,
    /** The names, from A to Z. */
    NAME,
    /** The largest precision first. */
    PRECISION,
    /** The largest recall first. */
    RECALL,
    /** The largest F1 first. */
    F1,
    /** The class of most samples first. */
    SUPPORT
  }

  private final int[][] counts;
  private final List<String> names;
  private Order order = Order.CLASS;
  private boolean reverse;
  private double zeroDivision;

  private ClassificationReport(int[][] counts, List<String> names) {
    this.counts = counts;
    this.names = names;
  }

  /** The report of truths and predictions. */
  public static ClassificationReport of(Evaluation evaluation) {
    Require.notNull("evaluation", evaluation);
    return new ClassificationReport(
        ConfusionMatrix.of(evaluation).counts(), evaluation.classNames());
  }

  /** Goes through a source once, as {@link Evaluation#of(Model, BatchSource)} says. */
  public static ClassificationReport of(Model model, BatchSource source) {
    return of(Evaluation.of(model, source));
  }

  /** Sorts the classes; by default they are in the order of their numbers. */
  public ClassificationReport sortedBy(Order order) {
    Require.notNull("order", order);
    return with(copy -> copy.order = order);
  }

  /**
   * Sorts the classes by {@code "class"}, {@code "name"}, {@code "precision"}, {@code "recall"},
   * {@code "f1"} or {@code "support"}.
   *
   * @throws IllegalArgumentException for another word
   */
  public ClassificationReport sortedBy(String order) {
    Require.notNull("order", order);
    for (Order known : Order.values()) {
      if (known.name().equalsIgnoreCase(order)) {
        return sortedBy(known);
      }
    }
    throw new IllegalArgumentException(
        "Expected class, name, precision, recall, f1 or support. Received: " + order);
  }

  /** Turns the order of the classes around: the worst first. */
  public ClassificationReport reversed() {
    return with(copy -> copy.reverse = !reverse);
  }

  /**
   * The value of what has no sample to be the share of, a class's precision for example that was
   * never predicted: 0, the default, 1, or NaN, which the means leave out.
   *
   * @throws IllegalArgumentException for another number
   */
  public ClassificationReport zeroDivision(double value) {
    if (value != 0 && value != 1 && !Double.isNaN(value)) {
      throw new IllegalArgumentException("Expected 0, 1 or NaN. Received: zeroDivision=" + value);
    }
    return with(copy -> copy.zeroDivision = value);
  }

  private double share(int part, int whole) {
    return whole == 0 ? zeroDivision : (double) part / whole;
  }

  private ClassScores scores(int number) {
    int truths = 0;
    int predicted = 0;
    for (int other = 0; other < counts.length; other++) {
      truths += counts[number][other];
      predicted += counts[other][number];
    }
    int right = counts[number][number];
    return new ClassScores(
        names.get(number),
        share(right, predicted),
        share(right, truths),
        share(2 * right, truths + predicted),
        truths);
  }

  private List<ClassScores> inOrder() {
    List<ClassScores> all = new ArrayList<>();
    for (int number = 0; number < counts.length; number++) {
      all.add(scores(number));
    }
    return all;
  }

  /** The classes' numbers, sorted as wanted. */
  public List<ClassScores> classes() {
    List<ClassScores> all = inOrder();
    Comparator<ClassScores> comparator =
        switch (order) {
          case CLASS -> null;
          case NAME -> Comparator.comparing(ClassScores::name);
          case PRECISION -> largest(ClassScores::precision);
          case RECALL -> largest(ClassScores::recall);
          case F1 -> largest(ClassScores::f1);
          case SUPPORT -> largest(ClassScores::support);
        };
    if (comparator == null && reverse) {
      Collections.reverse(all);
    } else if (comparator != null) {
      all.sort(reverse ? comparator.reversed() : comparator);
    }
    return List.copyOf(all);
  }

  private static Comparator<ClassScores> largest(ToDoubleFunction<ClassScores> value) {
    return Comparator.comparingDouble(value).reversed();
  }

  /** The share of samples whose class was predicted. */
  public double accuracy() {
    int right = 0;
    for (int number = 0; number < counts.length; number++) {
      right += counts[number][number];
    }
    return (double) right / support();
  }

  /** The number of samples. */
  public int support() {
    return inOrder().stream().mapToInt(ClassScores::support).sum();
  }

  /** The mean of all classes, each counting the same. */
  public ClassScores macroAverage() {
    return average("macro avg", scores -> 1);
  }

  /** The mean of all samples: each class counts by its support. */
  public ClassScores weightedAverage() {
    return average("weighted avg", ClassScores::support);
  }

  private ClassScores average(String name, ToDoubleFunction<ClassScores> weight) {
    return new ClassScores(
        name,
        average(ClassScores::precision, weight),
        average(ClassScores::recall, weight),
        average(ClassScores::f1, weight),
        support());
  }

  private double average(
      ToDoubleFunction<ClassScores> value, ToDoubleFunction<ClassScores> weight) {
    double sum = 0;
    double weights = 0;
    for (ClassScores scores : inOrder()) {
      if (!Double.isNaN(value.applyAsDouble(scores))) {
        sum += value.applyAsDouble(scores) * weight.applyAsDouble(scores);
        weights += weight.applyAsDouble(scores);
      }
    }
    return weights == 0 ? Double.NaN : sum / weights;
  }

  /** The report as a text of at most 80 columns; a longer name is cut, with … at its end. */
  public String table() {
    List<ClassScores> classes = classes();
    int width = "weighted avg".length();
    for (ClassScores scores : classes) {
      width = Math.max(width, Math.min(MOST_NAME, scores.name().length()));
    }
    String format = "%-" + width + "s  %9s  %9s  %9s  %9s%n";
    StringBuilder text = new StringBuilder();
    text.append(line(format, "", "precision", "recall", "f1-score", "support"));
    text.append(System.lineSeparator());
    classes.forEach(scores -> text.append(line(format, scores)));
    text.append(System.lineSeparator());
    text.append(line(format, "accuracy", "", "", number(accuracy()), "" + support()));
    text.append(line(format, macroAverage()));
    text.append(line(format, weightedAverage()));
    return text.toString();
  }

  private static String line(String format, ClassScores scores) {
    return line(
        format,
        Texts.shortened(scores.name(), MOST_NAME),
        number(scores.precision()),
        number(scores.recall()),
        number(scores.f1()),
        "" + scores.support());
  }

  private static String line(String format, Object... fields) {
    return String.format(Locale.ROOT, format, fields);
  }

  static String number(double value) {
    return Double.isNaN(value) ? "nan" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** Prints the {@link #table}, in ASCII alone where the output has no more. */
  public void print(PrintStream out) {
    out.print(Glyphs.shownBy(out, table()));
    out.flush();
  }

  /** The {@link #table}. */
  @Override
  public String toString() {
    return table();
  }

  private int nameWidth() {
    FontMetrics font = Texts.metrics(Palette.font(FONT_SIZE));
    int widest = font.stringWidth("weighted avg");
    for (String name : names) {
      widest = Math.max(widest, Math.min(MOST_NAME_WIDTH, font.stringWidth(Texts.line(name))));
    }
    return widest;
  }

  @Override
  public int width() {
    return GAP + nameWidth() + 4 * NUMBER_WIDTH + GAP + BAR_WIDTH + GAP;
  }

  @Override
  public int height() {
    return 2 * GAP + (counts.length + 4) * ROW + ROW / 2;
  }

  /** Draws the table, with a bar as long as F1 beside each line. */
  @Override
  public void draw(Graphics2D g) {
    Palette.clear(g, this);
    int nameWidth = nameWidth();
    g.setFont(Palette.bold(FONT_SIZE));
    row(g, GAP, nameWidth, "", "precision", "recall", "F1", "support");
    int y = GAP + ROW;
    g.setColor(Palette.GRID);
    g.drawLine(GAP, y - 2, width() - GAP, y - 2);
    g.setFont(Palette.font(FONT_SIZE));
    for (ClassScores scores : classes()) {
      row(g, y, nameWidth, scores);
      y += ROW;
    }
    g.setColor(Palette.GRID);
    g.drawLine(GAP, y + ROW / 4, width() - GAP, y + ROW / 4);
    y += ROW / 2;
    g.setColor(Palette.TEXT);
    row(g, y, nameWidth, "accuracy", "", "", number(accuracy()), "" + support());
    row(g, y + ROW, nameWidth, macroAverage());
    row(g, y + 2 * ROW, nameWidth, weightedAverage());
  }

  private void row(Graphics2D g, int y, int nameWidth, ClassScores scores) {
    double f1 = scores.f1();
    if (f1 > 0) {
      int left = GAP + nameWidth + 4 * NUMBER_WIDTH + GAP;
      g.setColor(Palette.GRID);
      g.fillRect(left, y + 4, BAR_WIDTH, ROW - 8);
      g.setColor(Palette.series(0));
      g.fillRect(left, y + 4, (int) Math.round(BAR_WIDTH * f1), ROW - 8);
    }
    g.setColor(Palette.TEXT);
    row(
        g,
        y,
        nameWidth,
        scores.name(),
        number(scores.precision()),
        number(scores.recall()),
        number(f1),
        "" + scores.support());
  }

  private static void row(Graphics2D g, int y, int nameWidth, String name, String... numbers) {
    FontMetrics font = g.getFontMetrics();
    int base = y + (ROW + font.getAscent() - font.getDescent()) / 2;
    g.setColor(Palette.TEXT);
    g.drawString(Texts.fitting(Texts.line(name), nameWidth, font), GAP, base);
    for (int i = 0; i < numbers.length; i++) {
      int right = GAP + nameWidth + (i + 1) * NUMBER_WIDTH;
      g.drawString(numbers[i], right - font.stringWidth(numbers[i]), base);
    }
  }
}
