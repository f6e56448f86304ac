package io.github.markhor.reports;

import io.github.markhor.History;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The curves of a training as one picture, with a panel for each metric: the curve of the training
 * data and, if there are validation data, theirs. Epochs count from 1. A dashed line marks the best
 * epoch. Each method that sets an option returns a changed copy.
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
  private final Map<String, Curve> curves;
  private List<String> metrics = List.of();
  private Set<String> logarithmic = Set.of();
  private Integer best;
  private int columns = DEFAULT_COLUMNS;
  private int width;
  private int height;

  private TrainingCurves(int epochs, Map<String, Curve> curves) {
    this.epochs = epochs;
    this.curves = curves;
  }

  /** A number in the epochs that have it, which count from 0. */
  record Curve(List<Integer> epochs, List<Double> values) {}

  /**
   * The curves of all metrics of a history, in its order; {@code learning_rate} is none.
   *
   * @throws IllegalArgumentException if the history holds no epoch or no metric
   */
  public static TrainingCurves of(History history) {
    Require.notNull("history", history);
    Map<String, Curve> curves = new LinkedHashMap<>();
    for (String name : history.history().keySet()) {
      List<Integer> epochs = new ArrayList<>();
      for (int i = 0; i < history.epochs().size(); i++) {
        if (history.logs().get(i).containsKey(name)) {
          epochs.add(history.epochs().get(i));
        }
      }
      curves.put(name, new Curve(List.copyOf(epochs), List.copyOf(history.get(name))));
    }
    return of(history.epochs().size(), curves);
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
    Map<String, Curve> curves = new LinkedHashMap<>();
    logs.forEach(
        (name, values) -> {
          if (values.size() != epochs.size()) {
            throw new IllegalArgumentException(
                "Expected one number for each of the "
                    + epochs.size()
                    + " epochs. Received: "
                    + values.size()
                    + " for "
                    + name);
          }
          curves.put(name, new Curve(List.copyOf(epochs), List.copyOf(values)));
        });
    return of(epochs.size(), curves);
  }

  private static TrainingCurves of(int epochs, Map<String, Curve> curves) {
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
    return new TrainingCurves(epochs, curves)
        .bestBy(curves, VALIDATION_PREFIX + "loss", "loss")
        .metrics(metrics.toArray(String[]::new));
  }

  /** The epoch with the least of the first of these numbers that there is. */
  private TrainingCurves bestBy(Map<String, Curve> curves, String... names) {
    Integer least = null;
    for (String name : names) {
      Curve curve = least == null ? curves.get(name) : null;
      double value = Double.POSITIVE_INFINITY;
      for (int i = 0; curve != null && i < curve.epochs().size(); i++) {
        if (curve.values().get(i) < value) {
          value = curve.values().get(i);
          least = curve.epochs().get(i);
        }
      }
    }
    Integer found = least;
    return with(copy -> copy.best = found);
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
      if (!curves.containsKey(name) && !curves.containsKey(VALIDATION_PREFIX + name)) {
        throw new IllegalArgumentException(
            "Expected a metric of the history, which holds "
                + curves.keySet()
                + ". Received: "
                + name);
      }
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
              metric,
              curves.get(metric),
              curves.get(VALIDATION_PREFIX + metric),
              epochs,
              best,
              logarithmic.contains(metric));
      Graphics2D part = (Graphics2D) graphics.create(left, top, right - left, bottom - top);
      drawn.draw(part, right - left, bottom - top);
      part.dispose();
    }
  }

  private static String metricOf(String name) {
    return name.startsWith(VALIDATION_PREFIX) ? name.substring(VALIDATION_PREFIX.length()) : name;
  }
}
