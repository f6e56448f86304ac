package io.github.markhor.reports;

import io.github.markhor.History;
import io.github.markhor.config.Immutable;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The curves of a training as one picture, with a panel for each metric: the curve of the training
 * data and, if there are validation data, theirs. Epochs count from 1. Each method that sets an
 * option returns a changed copy.
 *
 * <p>Drawn off screen, which needs no display, but fonts. A number that is not finite leaves a gap
 * in its curve.
 */
public final class TrainingCurves extends Immutable<TrainingCurves> {
  /** The colour of the training data. */
  public static final Color TRAINING = new Color(0x1F77B4);

  /** The colour of the validation data. */
  public static final Color VALIDATION = new Color(0xE6550D);

  private static final String VALIDATION_PREFIX = "val_";
  private static final int DEFAULT_PANEL_WIDTH = 600;
  private static final int DEFAULT_HEIGHT = 450;

  private final List<Integer> epochs;
  private final Map<String, List<Double>> logs;
  private List<String> metrics = List.of();
  private int width;
  private int height = DEFAULT_HEIGHT;

  private TrainingCurves(List<Integer> epochs, Map<String, List<Double>> logs) {
    this.epochs = List.copyOf(epochs);
    this.logs = logs;
  }

  /**
   * The curves of all metrics of a history, in its order; {@code learning_rate} is none.
   *
   * @throws IllegalArgumentException if the history holds no epoch or no metric
   */
  public static TrainingCurves of(History history) {
    return of(history.epochs(), history.history());
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
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a history of at least one epoch. Received: none");
    }
    Map<String, List<Double>> copy = new LinkedHashMap<>();
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
          copy.put(name, List.copyOf(values));
        });
    List<String> metrics = new ArrayList<>();
    for (String name : copy.keySet()) {
      String metric = metricOf(name);
      if (!metrics.contains(metric) && !metric.equals("learning_rate")) {
        metrics.add(metric);
      }
    }
    return new TrainingCurves(epochs, copy).metrics(metrics.toArray(String[]::new));
  }

  /**
   * The curves of these metrics alone, in this order. Sets the width back to its default, 600
   * pixels a panel.
   *
   * @param names as in the history, without {@code val_}
   * @throws IllegalArgumentException if there are none, or the history lacks one
   */
  public TrainingCurves metrics(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("Expected at least one metric to draw. Received: none");
    }
    for (String name : names) {
      if (!logs.containsKey(name) && !logs.containsKey(VALIDATION_PREFIX + name)) {
        throw new IllegalArgumentException(
            "Expected a metric of the history, which holds "
                + logs.keySet()
                + ". Received: "
                + name);
      }
    }
    List<String> wanted = List.of(names);
    int defaultWidth = Math.multiplyExact(DEFAULT_PANEL_WIDTH, wanted.size());
    return with(
        copy -> {
          copy.metrics = wanted;
          copy.width = defaultWidth;
        });
  }

  /**
   * The size of the whole picture in pixels; 600 times the number of panels, by 450, by default.
   *
   * @throws IllegalArgumentException if a panel would be narrower or lower than 100 pixels
   */
  public TrainingCurves size(int width, int height) {
    if (width / metrics.size() < 100 || height < 100) {
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

  /**
   * Draws the picture.
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  public BufferedImage image() {
    return Png.drawn(this::draw);
  }

  /**
   * Writes the picture as PNG; its folder is made if need be.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   * @throws IllegalStateException if this Java finds no fonts
   */
  public void save(Path file) {
    Png.write(image(), file);
  }

  private BufferedImage draw() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    try {
      for (int panel = 0; panel < metrics.size(); panel++) {
        int left = panel * width / metrics.size();
        int right = (panel + 1) * width / metrics.size();
        XYChart chart = chart(metrics.get(panel), right - left);
        graphics.drawImage(BitmapEncoder.getBufferedImage(chart), left, 0, null);
      }
    } finally {
      graphics.dispose();
    }
    return picture;
  }

  private XYChart chart(String metric, int panelWidth) {
    XYChart chart =
        new XYChartBuilder()
            .width(panelWidth)
            .height(height)
            .title(metric)
            .xAxisTitle("epoch")
            .theme(Styler.ChartTheme.XChart)
            .build();
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleBoxVisible(false)
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setMarkerSize(5);
    chart.getStyler().setYAxisDecimalPattern("0.###").setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisMaxLabelCount(Math.min(10, epochs.size()));
    addCurve(chart, metric, "training", TRAINING);
    addCurve(chart, VALIDATION_PREFIX + metric, "validation", VALIDATION);
    return chart;
  }

  private void addCurve(XYChart chart, String name, String label, Color colour) {
    List<Double> values = logs.get(name);
    if (values == null) {
      return;
    }
    double[] x = epochs.stream().mapToDouble(epoch -> epoch + 1).toArray();
    double[] y = values.stream().mapToDouble(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    XYSeries series = chart.addSeries(label, x, y);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    series.setMarker(SeriesMarkers.CIRCLE);
  }

  private static String metricOf(String name) {
    return name.startsWith(VALIDATION_PREFIX) ? name.substring(VALIDATION_PREFIX.length()) : name;
  }
}
