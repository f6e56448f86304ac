package io.github.markhor.reports;

import io.github.markhor.History;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import java.awt.Color;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The curves of a training as one picture, with a panel for each metric: the curve of the training
 * data and, if there are validation data, theirs. Epochs count from 1. A dashed line marks the best
 * epoch. Each method that sets an option returns a changed copy.
 *
 * <pre>{@code
 * TrainingCurves.of(history).metrics("loss", "accuracy").save(Path.of("curves.png"));
 * }</pre>
 *
 * <p>A number that is not finite leaves a gap in its curve.
 */
public final class TrainingCurves extends Immutable<TrainingCurves> implements Figure {
  /** The colour of the training data. */
  public static final Color TRAINING = Palette.series(0);

  /** The colour of the validation data. */
  public static final Color VALIDATION = Palette.series(1);

  private static final String VALIDATION_PREFIX = "val_";
  private static final int DEFAULT_PANEL_WIDTH = 600;
  private static final int DEFAULT_HEIGHT = 450;
  private static final int DEFAULT_COLUMNS = 3;

  private final int epochs;
  private final Map<String, CurveData> curves;

  /** The names of the runs that are compared; empty for one alone. */
  private final List<String> runs;

  private List<String> metrics = List.of();
  private Set<String> logarithmic = Set.of();
  private Integer best;
  private int columns = DEFAULT_COLUMNS;
  private int width;
  private int height;
  private CurveLook look = new CurveLook();

  private TrainingCurves(int epochs, Map<String, CurveData> curves, List<String> runs) {
    this.epochs = epochs;
    this.curves = curves;
    this.runs = runs;
  }

  /**
   * The curves of all metrics of a history, in its order; {@code learning_rate} is none.
   *
   * @throws IllegalArgumentException if the history holds no epoch or no metric
   */
  public static TrainingCurves of(History history) {
    Require.notNull("history", history);
    return of(history.epochs(), history.logs(), history.history().keySet());
  }

  /** The curves of the logs of epochs, of which some may lack some of the names. */
  static TrainingCurves of(
      List<Integer> epochs, List<Map<String, Double>> logs, Set<String> names) {
    return of(epochs.size(), CurveData.ofLogs(epochs, logs, names));
  }

  /**
   * The curves of a file that {@code CSVLogger} has written, with commas between its columns.
   *
   * @throws IllegalArgumentException if it is no such file, or holds no epoch
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static TrainingCurves of(Path csv) {
    return HistoryFile.read(Require.notNull("csv", csv));
  }

  /**
   * The curves of numbers by name.
   *
   * @param epochs the epochs' numbers, from 0
   * @param logs for each name as many numbers as there are epochs; {@code val_NAME} belongs to
   *     {@code NAME}
   * @throws IllegalArgumentException if there is no epoch or no metric, or a count does not match
   */
  public static TrainingCurves of(List<Integer> epochs, Map<String, List<Double>> logs) {
    return of(epochs.size(), CurveData.ofNumbers(epochs, logs));
  }

  /**
   * Several trainings in one picture, with a colour for each; the curve of the validation data is
   * drawn through, that of the training data dashed. No epoch is marked as the best.
   *
   * @param runs the curves of each training by its name, in the order of the legend
   * @throws IllegalArgumentException if there is none
   */
  public static TrainingCurves compare(Map<String, TrainingCurves> runs) {
    Require.notNull("runs", runs);
    Map<String, CurveData> all = new LinkedHashMap<>();
    int epochs = 0;
    Set<String> metrics = new LinkedHashSet<>();
    for (Map.Entry<String, TrainingCurves> run : runs.entrySet()) {
      TrainingCurves curves = run.getValue();
      if (!curves.runs.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected curves of one training under each name. Received: a comparison as "
                + run.getKey());
      }
      curves.curves.forEach((name, curve) -> all.put(run.getKey() + ' ' + name, curve));
      epochs = Math.max(epochs, curves.epochs);
      metrics.addAll(curves.metrics);
    }
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one training. Received: none");
    }
    return new TrainingCurves(epochs, all, List.copyOf(runs.keySet()))
        .metrics(metrics.toArray(String[]::new));
  }

  private static TrainingCurves of(int epochs, Map<String, CurveData> curves) {
    if (epochs == 0) {
      throw new IllegalArgumentException(
          "Expected a history of at least one epoch. Received: none");
    }
    List<String> metrics = new ArrayList<>();
    for (String name : curves.keySet()) {
      String metric = metricOf(name);
      if (!metrics.contains(metric) && !metric.equals("learning_rate")) {
        metrics.add(metric);
      }
    }
    Integer best = CurveData.bestEpoch(curves, VALIDATION_PREFIX + "loss", "loss");
    return new TrainingCurves(epochs, curves, List.of())
        .with(copy -> copy.best = best)
        .metrics(metrics.toArray(String[]::new));
  }

  /** The number of epochs. */
  public int epochs() {
    return epochs;
  }

  /**
   * Marks another epoch than that of the least loss: that of the validation, if there is one.
   *
   * @param epoch counted from 0, as {@code EarlyStopping.bestEpoch} does
   * @throws IllegalArgumentException if no curve has it
   */
  public TrainingCurves bestEpoch(int epoch) {
    if (curves.values().stream().noneMatch(curve -> curve.epochs().contains(epoch))) {
      throw new IllegalArgumentException(
          "Expected an epoch of the history, counted from 0. Received: bestEpoch=" + epoch);
    }
    return with(copy -> copy.best = epoch);
  }

  /**
   * Draws metrics on a logarithmic scale, where numbers of 0 and below leave a gap. Without a name
   * all are drawn so.
   *
   * @throws IllegalArgumentException if the history lacks one of them
   */
  public TrainingCurves logScale(String... names) {
    checkKnown(names);
    Set<String> wanted = names.length == 0 ? Set.copyOf(metrics) : Set.of(names);
    return with(copy -> copy.logarithmic = wanted);
  }

  /**
   * The number of panels side by side; further ones stand below. Default 3. Sets the size back to
   * its default.
   */
  public TrainingCurves columns(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 panel side by side. Received: columns=" + columns);
    }
    return with(copy -> copy.columns = columns).defaultSize();
  }

  /**
   * The curves of these metrics alone, in this order. Sets the size back to its default, 600 by 450
   * pixels a panel.
   *
   * @param names as in the history, without {@code val_}
   * @throws IllegalArgumentException if there are none, or the history lacks one
   */
  public TrainingCurves metrics(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("Expected at least one metric to draw. Received: none");
    }
    checkKnown(names);
    List<String> wanted = List.of(names);
    return with(copy -> copy.metrics = wanted).defaultSize();
  }

  private void checkKnown(String... names) {
    for (String name : names) {
      if (series(name).isEmpty()) {
        throw new IllegalArgumentException(
            "Expected a metric of the history, which holds "
                + curves.keySet()
                + ". Received: "
                + name);
      }
    }
  }

  /** The curves of a metric, as they are drawn. */
  private List<CurvePanel.Series> series(String metric) {
    List<CurvePanel.Series> series = new ArrayList<>();
    if (runs.isEmpty()) {
      addSeries(series, metric, look.name(false), look.colour(false), false);
      addSeries(series, VALIDATION_PREFIX + metric, look.name(true), look.colour(true), false);
      return series;
    }
    boolean validated =
        runs.stream().anyMatch(run -> curves.containsKey(run + ' ' + VALIDATION_PREFIX + metric));
    for (int i = 0; i < runs.size(); i++) {
      String run = runs.get(i);
      String trained = validated ? run + ", " + look.name(false) : run;
      String validation = run + ", " + look.name(true);
      Color colour = Palette.series(i);
      addSeries(series, run + ' ' + metric, trained, colour, validated);
      addSeries(series, run + ' ' + VALIDATION_PREFIX + metric, validation, colour, false);
    }
    return series;
  }

  private void addSeries(
      List<CurvePanel.Series> series, String key, String name, Color colour, boolean dashed) {
    CurveData curve = curves.get(key);
    if (curve != null) {
      series.add(new CurvePanel.Series(name, colour, dashed, curve));
    }
  }

  private TrainingCurves defaultSize() {
    return with(
        copy -> {
          copy.width = Math.multiplyExact(DEFAULT_PANEL_WIDTH, copy.across());
          copy.height = Math.multiplyExact(DEFAULT_HEIGHT, copy.rows());
        });
  }

  private int across() {
    return Math.min(columns, metrics.size());
  }

  private int rows() {
    return (metrics.size() + columns - 1) / columns;
  }

  /**
   * The size of the whole picture in pixels; by default 600 by 450 for each panel.
   *
   * @throws IllegalArgumentException if a panel would be narrower or lower than 100 pixels
   */
  public TrainingCurves size(int width, int height) {
    if (width / across() < 100 || height / rows() < 100) {
      throw new IllegalArgumentException(
          "Expected at least 100 by 100 pixels for each of "
              + metrics.size()
              + " panels. Received: "
              + width
              + " by "
              + height);
    }
    return with(
        copy -> {
          copy.width = width;
          copy.height = height;
        });
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void draw(Graphics2D graphics) {
    Palette.clear(graphics, this);
    for (int panel = 0; panel < metrics.size(); panel++) {
      int left = panel % columns * width / across();
      int right = (panel % columns + 1) * width / across();
      int top = panel / columns * height / rows();
      int bottom = (panel / columns + 1) * height / rows();
      String metric = metrics.get(panel);
      CurvePanel drawn =
          new CurvePanel(
              look.title(metric), look, series(metric), epochs, best, logarithmic.contains(metric));
      Graphics2D part = (Graphics2D) graphics.create(left, top, right - left, bottom - top);
      drawn.draw(part, right - left, bottom - top);
      part.dispose();
    }
  }

  /**
   * The title of a metric's panel; by default the metric's name.
   *
   * @throws IllegalArgumentException if the history lacks the metric
   */
  public TrainingCurves title(String metric, String title) {
    checkKnown(metric);
    Require.notNull("title", title);
    return with(copy -> copy.look = look.title(metric, title));
  }

  /** The names of the axes of all panels; by default {@code epoch} and none. */
  public TrainingCurves axisNames(String x, String y) {
    Require.notNull("x", x);
    Require.notNull("y", y);
    return with(copy -> copy.look = look.axisNames(x, y));
  }

  /**
   * The names of the two curves; by default {@code training} and {@code validation}.
   *
   * @throws IllegalArgumentException if they are the same
   */
  public TrainingCurves legend(String training, String validation) {
    Require.notNull("training", training);
    Require.notNull("validation", validation);
    if (training.equals(validation)) {
      throw new IllegalArgumentException(
          "Expected two different names. Received: " + training + " for both");
    }
    return with(copy -> copy.look = look.legend(training, validation));
  }

  /** The colours of the two curves; trainings that are compared have colours of their own. */
  public TrainingCurves colors(Color training, Color validation) {
    Require.notNull("training", training);
    Require.notNull("validation", validation);
    return with(copy -> copy.look = look.colours(training, validation));
  }

  /** Whether lines go across each panel; by default they do. */
  public TrainingCurves grid(boolean grid) {
    return with(copy -> copy.look = look.grid(grid));
  }

  /** The metrics that are drawn, in their order. */
  public List<String> metricNames() {
    return metrics;
  }

  /**
   * What a metric has come to.
   *
   * @param name as in the history, {@code val_loss} for example; before it the training's name,
   *     where several are compared
   * @param minimum the least finite number; NaN where there is none
   * @param maximum the greatest
   * @param current the last, finite or not
   */
  public record Range(String name, double minimum, double maximum, double current) {}

  /** Minimum, maximum and current value of each number of the metrics that are drawn. */
  public List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (String metric : metrics) {
      for (String run : runs.isEmpty() ? List.of("") : runs) {
        String before = run.isEmpty() ? "" : run + ' ';
        for (String name : List.of(before + metric, before + VALIDATION_PREFIX + metric)) {
          if (curves.containsKey(name) && !curves.get(name).values().isEmpty()) {
            ranges.add(curves.get(name).range(name));
          }
        }
      }
    }
    return List.copyOf(ranges);
  }

  /** The {@link #ranges} as a text of at most 80 columns. */
  public String table() {
    return CurveTable.of(ranges());
  }

  private static String metricOf(String name) {
    return name.startsWith(VALIDATION_PREFIX) ? name.substring(VALIDATION_PREFIX.length()) : name;
  }
}
