package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.source.BatchSource;
import io.github.markhor.text.Glyphs;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often the samples of each class were predicted to be of each: a row for each true class, a
 * column for each predicted one. A heat map and a record of numbers. Each method that sets an
 * option returns a changed copy.
 *
 * @see <a
 *     href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html">scikit-learn:
 *     confusion_matrix</a>
 */
public final class ConfusionMatrix extends Immutable<ConfusionMatrix> implements Figure {
  private static final int FONT_SIZE = 12;
  private static final int GAP = 12;
  private static final int TITLE = 30;
  private static final int SCALE_WIDTH = 90;
  private static final int MOST_NAME_WIDTH = 170;
  private static final int TABLE_WIDTH = 80;
  private static final int LEAST_NAME = 4;
  private static final int MOST_CONFUSIONS = 20;
  private static final int MOST_SIDE = 1000;
  private static final int MOST_NAMED = 200;
  private static final int SMALL_ROW = 11;
  private static final int AXIS = 18;
  private static final Color EMPTY = new Color(0xB5B5B5);
  private static final int LEAST_SIDE_WITH_NUMBERS = 26;

  /** What the numbers of the heat map are shares of. */
  public enum Normalize {
    /** Counts. */
    NONE,
    /** Shares of each true class: rows sum to 1, and the diagonal is the recall. */
    TRUE,
    /** Shares of each predicted class: columns sum to 1, and the diagonal is the precision. */
    PRED,
    /** Shares of all samples. */
    ALL
  }

  /** Samples of one class that were predicted to be of another. */
  public record Confusion(String truth, String predicted, int count) {}

  private final int[][] counts;
  private final List<String> names;
  private Normalize normalize = Normalize.NONE;

  private ConfusionMatrix(int[][] counts, List<String> names) {
    this.counts = counts;
    this.names = names;
  }

  /** Counts truths and predictions. */
  public static ConfusionMatrix of(Evaluation evaluation) {
    Require.notNull("evaluation", evaluation);
    int[][] counts = new int[evaluation.classes()][evaluation.classes()];
    for (int i = 0; i < evaluation.size(); i++) {
      counts[evaluation.truth(i)][evaluation.predicted(i)]++;
    }
    return new ConfusionMatrix(counts, evaluation.classNames());
  }

  /** Goes through a source once, as {@link Evaluation#of(Model, BatchSource)} says. */
  public static ConfusionMatrix of(Model model, BatchSource source) {
    return of(Evaluation.of(model, source));
  }

  /** Shows shares in place of counts, in {@link #values}, the table and the heat map. */
  public ConfusionMatrix normalize(Normalize normalize) {
    Require.notNull("normalize", normalize);
    return with(copy -> copy.normalize = normalize);
  }

  /**
   * The same by scikit-learn's words: {@code "true"}, {@code "pred"}, {@code "all"}, or {@code
   * "none"}.
   *
   * @throws IllegalArgumentException for another word
   */
  public ConfusionMatrix normalize(String normalize) {
    Require.notNull("normalize", normalize);
    for (Normalize known : Normalize.values()) {
      if (known.name().equalsIgnoreCase(normalize)) {
        return normalize(known);
      }
    }
    throw new IllegalArgumentException(
        "Expected true, pred, all or none. Received: normalize=" + normalize);
  }

  /** The names of the classes, of rows as of columns. */
  public List<String> classNames() {
    return names;
  }

  /** The number of samples by true class, then by predicted class; a copy. */
  public int[][] counts() {
    int[][] copy = new int[counts.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts[i].clone();
    }
    return copy;
  }

  /** The numbers that are shown: counts, or shares, 0 where there is nothing to be a share of. */
  public double[][] values() {
    int n = counts.length;
    long[] rows = new long[n];
    long[] columns = new long[n];
    long all = 0;
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        rows[row] += counts[row][column];
        columns[column] += counts[row][column];
        all += counts[row][column];
      }
    }
    double[][] values = new double[n][n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        long whole =
            switch (normalize) {
              case NONE -> 1;
              case TRUE -> rows[row];
              case PRED -> columns[column];
              case ALL -> all;
            };
        values[row][column] = whole == 0 ? 0 : (double) counts[row][column] / whole;
      }
    }
    return values;
  }

  /** Which classes were taken for which others, the most frequent first. */
  public List<Confusion> confusions() {
    List<Confusion> all = new ArrayList<>();
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts.length; column++) {
        if (row != column && counts[row][column] > 0) {
          all.add(new Confusion(names.get(row), names.get(column), counts[row][column]));
        }
      }
    }
    all.sort((a, b) -> Integer.compare(b.count(), a.count()));
    return List.copyOf(all);
  }

  /**
   * The matrix as a text of at most 80 columns, true classes down and predicted ones across; where
   * there are too many classes for it, the {@link #confusions}, the 20 most frequent of them.
   */
  public String table() {
    int longest = names.stream().mapToInt(String::length).max().orElseThrow();
    int numberWidth = 0;
    for (double[] row : values()) {
      for (double value : row) {
        numberWidth = Math.max(numberWidth, shown(value).length());
      }
    }
    int nameWidth = Math.min(Math.max(longest, "true".length()), 20);
    int room = (TABLE_WIDTH - nameWidth) / counts.length - 2;
    if (room < Math.max(numberWidth, LEAST_NAME)) {
      return confusionsTable();
    }
    int width = Math.max(numberWidth, Math.min(room, longest));
    StringBuilder text = new StringBuilder(String.format("%-" + nameWidth + "s", "true"));
    names.forEach(
        name -> text.append(String.format("  %" + width + "s", Texts.shortened(name, width))));
    text.append(System.lineSeparator());
    for (int row = 0; row < counts.length; row++) {
      String name = Texts.shortened(names.get(row), nameWidth);
      text.append(String.format("%-" + nameWidth + "s", name));
      for (double value : values()[row]) {
        text.append(String.format("  %" + width + "s", shown(value)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private String confusionsTable() {
    StringBuilder text = new StringBuilder();
    String format = "%-32s  %-32s  %10s%n";
    text.append(String.format(format, "true", "predicted", "samples"));
    for (Confusion confusion : confusions().stream().limit(MOST_CONFUSIONS).toList()) {
      text.append(
          String.format(
              format,
              Texts.shortened(confusion.truth(), 32),
              Texts.shortened(confusion.predicted(), 32),
              confusion.count()));
    }
    return text.toString();
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

  private String shown(double value) {
    return normalize == Normalize.NONE
        ? String.format(Locale.ROOT, "%d", (long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The side of a cell: large enough for its number, or at least for its row's name. */
  private int side() {
    int n = counts.length;
    if (n <= 12) {
      return 52;
    }
    return n <= 24 ? 40 : n <= MOST_NAMED ? Math.max(SMALL_ROW, MOST_SIDE / n) : 4;
  }

  private int fontSize() {
    return side() >= FONT_SIZE + 4 ? FONT_SIZE : SMALL_ROW - 2;
  }

  /** Every so many rows have room for a name. */
  private int namedEvery() {
    return (SMALL_ROW + side() - 1) / side();
  }

  private int nameWidth() {
    FontMetrics font = Texts.metrics(Palette.font(fontSize()));
    int widest = names.stream().mapToInt(n -> font.stringWidth(Texts.line(n))).max().orElseThrow();
    return Math.min(widest, MOST_NAME_WIDTH);
  }

  private int left() {
    return GAP + AXIS + nameWidth() + 6;
  }

  @Override
  public int width() {
    int title = Texts.metrics(Palette.bold(FONT_SIZE + 1)).stringWidth(title());
    return Math.max(left() + counts.length * side() + SCALE_WIDTH, title + 2 * GAP);
  }

  @Override
  public int height() {
    return TITLE + counts.length * side() + 6 + nameWidth() + AXIS + GAP;
  }

  /** Draws a heat map: the darker, the more; where cells have room, their numbers stand in them. */
  @Override
  public void draw(Graphics2D g) {
    Palette.clear(g, this);
    int side = side();
    int n = counts.length;
    int left = left();
    double[][] values = values();
    double most = 0;
    for (double[] row : values) {
      for (double value : row) {
        most = Math.max(most, value);
      }
    }
    most = normalize == Normalize.TRUE || normalize == Normalize.PRED ? 1 : Math.max(most, 1e-9);
    g.setFont(Palette.bold(FONT_SIZE + 1));
    g.drawString(title(), GAP, TITLE - 11);
    g.setFont(Palette.font(Math.min(FONT_SIZE + 1, Math.max(9, side / 3))));
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double share = values[row][column] / most;
        int x = left + column * side;
        int y = TITLE + row * side;
        g.setColor(shade(share));
        g.fillRect(x, y, side, side);
        if (side >= LEAST_SIDE_WITH_NUMBERS) {
          g.setColor(share > 0.3 ? Color.WHITE : counts[row][column] == 0 ? EMPTY : Palette.TEXT);
          FontMetrics font = g.getFontMetrics();
          String text = Texts.fitting(shown(values[row][column]), side - 2, font);
          g.drawString(
              text,
              x + (side - font.stringWidth(text)) / 2,
              y + (side + font.getAscent() - font.getDescent()) / 2);
        }
      }
    }
    g.setColor(Palette.FAINT);
    g.drawRect(left, TITLE, n * side, n * side);
    drawNames(g, left, side);
    drawScale(g, left + n * side + 2 * GAP, most);
  }

  private String title() {
    return switch (normalize) {
      case NONE -> "Samples by true and predicted class";
      case TRUE -> "Share of each true class";
      case PRED -> "Share of each predicted class";
      case ALL -> "Share of all samples";
    };
  }

  private void drawNames(Graphics2D g, int left, int side) {
    g.setFont(Palette.font(fontSize()));
    g.setColor(Palette.TEXT);
    FontMetrics font = g.getFontMetrics();
    int nameWidth = nameWidth();
    int bottom = TITLE + names.size() * side + 6;
    int baseline = (side + font.getAscent() - font.getDescent()) / 2;
    for (int i = 0; i < names.size(); i += namedEvery()) {
      String name = Texts.fitting(Texts.line(names.get(i)), nameWidth, font);
      g.drawString(name, left - 6 - font.stringWidth(name), TITLE + i * side + baseline);
      turned(g, name, left + i * side + baseline, bottom + font.stringWidth(name));
    }
    g.setFont(Palette.font(FONT_SIZE));
    g.setColor(Palette.FAINT);
    int middle = names.size() * side / 2;
    FontMetrics axis = g.getFontMetrics();
    turned(g, "true", GAP + axis.getAscent() - 4, TITLE + middle + axis.stringWidth("true") / 2);
    String below = "predicted";
    g.drawString(below, left + middle - axis.stringWidth(below) / 2, height() - GAP);
  }

  /** Writes from the bottom up. */
  private static void turned(Graphics2D g, String text, int x, int y) {
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    g.drawString(text, 0, 0);
    g.setTransform(before);
  }

  private void drawScale(Graphics2D g, int left, double most) {
    int length = Math.min(160, names.size() * side());
    for (int i = 0; i < length; i++) {
      g.setColor(shade(1 - (double) i / (length - 1)));
      g.fillRect(left, TITLE + i, 12, 1);
    }
    g.setFont(Palette.font(FONT_SIZE - 1));
    g.setColor(Palette.TEXT);
    int ascent = g.getFontMetrics().getAscent();
    g.drawString(shown(most), left + 18, TITLE + ascent - 1);
    g.drawString("0", left + 18, TITLE + length);
  }

  /** White for 0 to dark blue for 1, by the square root: a few mistakes are to be seen, too. */
  private static Color shade(double share) {
    float t = (float) Math.sqrt(Math.max(0, Math.min(1, share)));
    return new Color(
        mixed(0xFF, 0x08, t) / 255f, mixed(0xFF, 0x3A, t) / 255f, mixed(0xFF, 0x7C, t) / 255f);
  }

  private static float mixed(int from, int to, float t) {
    return Math.max(0, Math.min(255, from + (to - from) * t));
  }
}
